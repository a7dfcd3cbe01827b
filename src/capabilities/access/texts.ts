import { defineTexts } from '../../kernel/grammar/texts.ts'

export const texts = defineTexts({
  access: ['账户与审计', 'Accounts and audit'],

  // Accounts
  accounts: ['账户', 'Accounts'],
  newAccount: ['新建账户', 'New account'],
  account: ['账户 {login}', 'Account {login}'],
  login: ['登录名', 'Login name'],
  loginHelp: ['2–64 个字母、数字、汉字或 . _ @ -', '2–64 letters, digits or . _ @ -'],
  name: ['姓名', 'Name'],
  practitioner: ['人员编号', 'Staff number'],
  practitionerHelp: ['对应人员名册中的编号，医生签名时使用', 'The number in the staff register; a doctor signs with it'],
  posts: ['岗位', 'Posts'],
  postsHelp: [
    '一个账户可以在多家机构任职，登录后选择以哪个岗位工作。',
    'One account may hold posts at several organisations; after signing in its owner chooses one.',
  ],
  organization: ['机构', 'Organisation'],
  role: ['角色', 'Role'],
  addPost: ['添加岗位', 'Add a post'],
  removePost: ['删除此岗位', 'Remove this post'],
  state: ['状态', 'State'],
  active: ['正常', 'Active'],
  pending: ['待改密', 'New password due'],
  locked: ['已锁定', 'Locked'],
  disabled: ['已停用', 'Disabled'],
  lockedUntil: ['锁定至', 'Locked until'],
  disable: ['停用此账户（立即退出所有登录）', 'Disable this account (it is signed out everywhere at once)'],
  reset: ['重置密码', 'Reset the password'],
  resetSure: [
    '重置后原密码立即失效，该账户需用一次性密码登录并设置新密码。',
    'The present password ends at once; the owner signs in with a password for one use and sets a new one.',
  ],
  oneTime: ['{login} 的一次性密码', 'Password for one use for {login}'],
  oneTimeHelp: [
    '仅显示这一次，请当面或通过可靠途径告知本人。首次登录时必须修改。',
    'It is shown this once. Tell it to its owner in person or by a safe way. It must be changed at the first sign-in.',
  ],
  required: ['请填写', 'Fill this in'],

  // Roles
  roles: ['角色', 'Roles'],
  newRole: ['新建角色', 'New role'],
  roleCode: ['角色代码', 'Role code'],
  roleCodeHelp: ['小写字母、数字和连字符', 'Small letters, digits and hyphens'],
  nameChinese: ['中文名称', 'Name in Chinese'],
  nameEnglish: ['英文名称', 'Name in English'],
  verbs: ['权限', 'Permissions'],
  verbsHelp: ['可搜索；“业务.*”表示该业务的全部动作', 'Search by word; “kind.*” means every verb of that kind'],
  sees: ['居民信息', 'Residents are shown'],
  seesFull: ['完整显示', 'in full'],
  seesMasked: ['脱敏显示（姓名、证件号、电话）', 'masked (name, ID number, phone)'],
  seesNone: ['不显示个人', 'not at all'],
  roleNow: ['修改立即对所有持有此角色的人生效。', 'A change holds at once for everybody who has this role.'],

  // Audit
  audit: ['审计记录', 'Audit trail'],
  at: ['时间', 'Time'],
  actor: ['操作人', 'Who'],
  actorLogin: ['操作人登录名', 'Login name'],
  action: ['操作', 'What'],
  patient: ['居民编号', 'Resident'],
  detail: ['详情', 'Detail'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  find: ['查询', 'Find'],
  more: ['再载入 500 条', 'Load 500 more'],
  auditHelp: ['查阅审计记录本身也会被记录。', 'Reading this trail is itself recorded in it.'],
  entry: ['审计条目', 'Entry'],
})

/** The words of the trail's own actions; verbs of cases show as they are. */
export const actions = defineTexts({
  'session.open': ['登录', 'Signed in'],
  'session.close': ['退出', 'Signed out'],
  'session.fail': ['密码错误', 'Wrong password'],
  'session.lock': ['账户锁定', 'Account locked'],
  'session.post': ['切换岗位', 'Changed post'],
  'account.password': ['修改密码', 'Changed password'],
  'accounts.create': ['新建账户', 'Made an account'],
  'accounts.change': ['修改账户', 'Changed an account'],
  'accounts.reset': ['重置密码', 'Reset a password'],
  'accounts.roles': ['修改角色', 'Changed a role'],
  'audit.read': ['查阅审计', 'Read the audit trail'],
  'county.setup': ['系统初始化', 'Set the system up'],
})
