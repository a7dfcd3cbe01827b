import { Outlet } from 'react-router'
import { Empty } from '../ui/States.tsx'
import { useMay } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'

/** A page for whom this post's grants allow it; others are told whom to ask. */
export function Guarded({ verb }: { verb: string | undefined }) {
  const may = useMay()
  return verb && !may(verb) ? <Empty page title={texts.noPermission} help={texts.noPermissionHelp} /> : <Outlet />
}
