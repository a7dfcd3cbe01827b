import { refresh } from '../../record/cells.ts'
import type { Db } from '../../record/db.ts'
import type { Asked } from './numbers.ts'

/** The same house, counting by itself on a connection (of a transaction: in its snapshot), not together with whoever asks at the same moment. */
export const countingOn = (house: Asked, db: Db): Asked => ({
  ...house,
  record: {
    ...house.record,
    db,
    shared: { ...house.record.shared, cells: (county, groups, today) => refresh(db, county, groups, today) },
  },
})
