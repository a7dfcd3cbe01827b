import type { Text } from '../../kernel/grammar/texts.ts'
import type { Db } from '../../record/db.ts'
import type { Sees } from './masking.ts'

export type Role = { name: Text; verbs: readonly string[]; sees: Sees }

/**
 * Everybody at work may look up who works where; the tree, people, teams and duties are kept by administrators and heads, who alone see a colleague's own
 * data (identity number, telephone).
 */
const directory = ['organization.read', 'team.read', 'roster.read']
const keepsDirectory = ['organization.*', 'practitioner.*', 'team.*', 'roster.*']
/** How many people there are, who died of what, who is under care for a chronic disease. */
const publicHealth = ['population.read', 'death.read', 'chronic_register.read', 'follow_up.read']
/** Plans are read by whoever leads something; who keeps them adopts and amends them, states values and writes the brief. */
const readsPlans = ['plan.read', 'task.read', 'statement.read', 'brief.read']
const keepsPlans = ['plan.*', 'task.*', 'statement.*', 'brief.*']
/**
 * The FHIR door shows every document of a resident at once. Whoever takes over a case in the county needs that; nobody else does by default, and nobody writes
 * there: people work at the desks, machines have clients of their own.
 */
const wholeRecord = ['fhir.read']
const treats = ['person.*', 'resident.*', 'visit.*', 'admission.read', 'indicators.read', ...publicHealth, ...directory]
const assists = ['person.read', 'resident.read', 'visit.read', 'admission.read', ...directory]

/** The roles a county starts with. They are county data from then on: the administrator changes them; what an upgrade brings to them says role-updates.ts. */
export const defaultRoles = {
  administrator: {
    name: ['系统管理员', 'Administrator'],
    verbs: [
      'accounts.*',
      'client.*',
      ...keepsDirectory,
      'import.*',
      'report.*',
      'month.*',
      'due_days.*',
      'reports.supervise',
      'filing.*',
      'audit.read',
      'indicators.read',
      'definition.*',
      ...keepsPlans,
    ],
    sees: 'masked',
  },
  'privacy-officer': {
    name: ['隐私保护专员', 'Privacy officer'],
    verbs: ['audit.read', 'person.*', 'resident.read', 'identity.*', ...directory],
    sees: 'full',
  },
  'village-doctor': { name: ['村医', 'Village doctor'], verbs: treats, sees: 'full' },
  'township-doctor': { name: ['乡镇医生', 'Township doctor'], verbs: treats, sees: 'full' },
  'county-doctor': { name: ['县级医生', 'County doctor'], verbs: [...treats, ...wholeRecord], sees: 'full' },
  reader: { name: ['诊断医生', 'Diagnostic reader'], verbs: [...treats, ...wholeRecord], sees: 'full' },
  nurse: { name: ['护士', 'Nurse'], verbs: treats, sees: 'full' },
  technician: { name: ['医技人员', 'Technician'], verbs: assists, sees: 'full' },
  pharmacist: { name: ['药师', 'Pharmacist'], verbs: assists, sees: 'full' },
  'public-health': {
    name: ['公共卫生人员', 'Public-health worker'],
    verbs: ['person.*', 'resident.*', 'visit.read', 'indicators.read', ...publicHealth, ...directory],
    sees: 'full',
  },
  dispatcher: { name: ['120 调度员', '120 dispatcher'], verbs: ['person.read', ...directory], sees: 'full' },
  registrar: {
    name: ['挂号收费员', 'Registrar'],
    verbs: [
      'person.*',
      'resident.*',
      'identity.*',
      'visit.open',
      'visit.receive',
      'visit.transfer',
      'visit.cancel',
      'visit.read',
      'indicators.read',
      ...directory,
    ],
    sees: 'full',
  },
  statistician: {
    name: ['统计员', 'Statistician'],
    verbs: [
      'indicators.read',
      'import.*',
      'report.*',
      'month.*',
      'due_days.*',
      'filing.*',
      'definition.*',
      'person.read',
      'resident.read',
      'identity.*',
      'visit.read',
      'admission.*',
      'settlement.read',
      ...readsPlans,
      'task.report',
      'statement.*',
      'brief.*',
      ...publicHealth,
      ...directory,
    ],
    sees: 'masked',
  },
  director: {
    name: ['机构负责人', 'Director'],
    verbs: [
      ...treats,
      ...keepsDirectory,
      'settlement.read',
      'report.read',
      'report.submit',
      'filing.*',
      ...readsPlans,
      'task.*',
      'statement.*',
    ],
    sees: 'full',
  },
  chief: {
    name: ['卫生健康局负责人', 'Health bureau chief'],
    verbs: [
      'indicators.read',
      'definition.read',
      'visit.read',
      'admission.read',
      'settlement.read',
      'report.*',
      'month.*',
      'due_days.*',
      'filing.*',
      ...keepsPlans,
      ...publicHealth,
      ...directory,
    ],
    sees: 'masked',
  },
  'insurance-officer': {
    name: ['医保经办人员', 'Insurance officer'],
    verbs: ['indicators.read', 'visit.read', 'admission.read', 'settlement.read', 'import.*', ...readsPlans, ...directory],
    sees: 'masked',
  },
  supervisor: { name: ['市级监管人员', 'Prefecture supervisor'], verbs: ['indicators.read', ...readsPlans], sees: 'none' },
  'prefecture-planner': { name: ['市级规划人员', 'Prefecture planner'], verbs: ['indicators.read', ...keepsPlans], sees: 'none' },
} as const satisfies Readonly<Record<string, Role>>

export type DefaultRole = keyof typeof defaultRoles

const defaults = () =>
  JSON.stringify(
    Object.entries<Role>(defaultRoles).map(([role, { name, verbs, sees }]) => ({ role, zh: name[0], en: name[1], verbs, sees })),
  )

/** Writes the default roles a county does not have yet; those it has stay as its administrator left them. */
export async function ensureRoles(db: Db, county: number): Promise<void> {
  await db.query(
    `insert into role (county_id, role, name, name_en, verbs, sees, given)
     select $1, r.role, r.zh, r.en, r.verbs, r.sees, r.verbs
     from jsonb_to_recordset($2::text::jsonb) as r (role text, zh text, en text, verbs text[], sees text)
     on conflict do nothing`,
    [county, defaults()],
  )
}

const rank = { none: 0, masked: 1, full: 2 } as const
/** The widest sight among several roles; nobody without a role. */
export const widest = (sights: readonly Sees[]): Sees => sights.reduce<Sees>((most, s) => (rank[s] > rank[most] ? s : most), 'none')
