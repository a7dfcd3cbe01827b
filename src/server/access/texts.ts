import { defineTexts, say, type Text } from '../../kernel/grammar/texts.ts'

export const texts = defineTexts({
  notSignedIn: ['尚未登录或登录已过期，请重新登录', 'You are not signed in, or the session has expired: sign in again'],
  mustChange: ['请先修改初始密码，再继续使用', 'Change your initial password first'],
  noHeader: ['缺少请求头 X-Countywide: 1，写操作被拒绝', 'The request header X-Countywide: 1 is missing: writes are refused without it'],
  notAllowed: ['当前岗位没有此项权限（{verb}）', 'Your present post does not have this permission ({verb})'],
  wrongPassword: ['登录名或密码错误，还可尝试 {left} 次', 'Wrong login or password; {left} tries left'],
  locked: [
    '错误次数过多，账户已锁定，{minutes} 分钟后可再试',
    'Too many wrong passwords: the account is locked, try again in {minutes} minutes',
  ],
  disabled: ['该账户已停用，请联系管理员', 'This account is disabled: ask an administrator'],
  crowded: ['登录请求过多，请稍后再试', 'Too many sign-ins at the moment: try again shortly'],
  whichCounty: ['多个县存在此登录名，请选择县', 'Several counties know this login: choose the county'],
  oldWrong: ['原密码不正确，还可尝试 {left} 次', 'The old password is wrong; {left} tries left'],
  sameAsOld: ['新密码不能与原密码相同', 'The new password must differ from the old one'],
  tooShort: ['密码至少 {least} 个字符，现有 {has} 个', 'The password needs at least {least} characters; it has {has}'],
  tooLong: ['密码不能超过 {most} 个字符', 'The password must not exceed {most} characters'],
  isLogin: ['密码不能包含登录名', 'The password must not contain the login'],
  isCommon: ['密码过于常见，容易被猜中', 'The password is a common one and easily guessed'],
  oneClass: ['密码需至少包含字母、数字、符号中的两类', 'The password needs at least two of: letters, digits, other characters'],
  repeats: ['密码中不同的字符太少', 'The password has too few different characters'],
  badPassword: ['密码不符合要求', 'The password does not meet the rules'],
  noSuchPost: ['您在该机构没有岗位', 'You hold no post at this organisation'],
  alreadySetUp: ['系统已初始化，请直接登录', 'The system has been set up already: sign in'],
  loginTaken: ['登录名“{login}”已被使用', 'The login “{login}” is taken'],
  noSuchAccount: ['没有登录名为“{login}”的账户', 'There is no account with the login “{login}”'],
  noSuchRole: ['没有角色“{role}”', 'There is no role “{role}”'],
  noSuchOrganization: ['没有机构“{organization}”', 'There is no organisation “{organization}”'],
  lastAdministrator: [
    '至少要保留一名可用的管理员，此项修改被拒绝',
    'At least one usable administrator must remain: this change is refused',
  ],
  notYourself: ['不能停用自己的账户', 'You cannot disable your own account'],
  badLogin: [
    '登录名须为 2–64 个字母、数字、汉字或 . _ @ -，以字母、数字或汉字开头',
    'A login is 2–64 letters, digits or . _ @ -, starting with a letter or digit',
  ],
  badCode: ['行政区划代码须为 6 位数字', 'The division code is 6 digits'],
  badVerb: ['权限须写作“业务.动作”、“业务.*”或“*”', 'A permission is written kind.verb, kind.* or *'],
  control: ['不能包含控制字符', 'Control characters are not allowed'],
  clientTaken: ['接口客户端“{client}”已存在', 'The client “{client}” exists already'],
  noSuchClient: ['没有接口客户端“{client}”', 'There is no client “{client}”'],
  badShort: ['2–40 个小写字母、数字或连字符', '2–40 small letters, digits or hyphens'],
  badScope: [
    '范围写作 system/资源类型.cruds（按此顺序取若干字母）、.read、.write 或 .*，类型可为 *',
    'A scope is system/Type.cruds (letters of it, in this order), .read, .write or .*; the type may be *',
  ],
  badKeyOf: ['第 {n} 个密钥{kid}：{fault}', 'Key {n}{kid}: {fault}'],
  keyForm: [
    '不是 JSON 对象；请粘贴 JWKS，形如 {"keys":[{"kty":"EC",…}]}',
    'not a JSON object: paste a JWKS, such as {"keys":[{"kty":"EC",…}]}',
  ],
  keyPrivate: [
    '含私钥；请只交公钥（去掉 d、p、q、dp、dq、qi、k），这对密钥已经泄露，应换新的',
    'it holds the private half: give the public one only (without d, p, q, dp, dq, qi, k), and make a new pair, for this one has been shown',
  ],
  keyKind: ['kty 应为 EC 或 RSA', 'kty should be EC or RSA'],
  keyId: ['kid 应为文字', 'kid should be a text'],
  keyUse: ['use 应为 sig（签名），这是加密用的密钥', 'use should be sig: this key is for encryption'],
  keyAlgorithm: ['alg 应为 ES384（EC）或 RS384（RSA），或不写', 'alg should be ES384 (EC) or RS384 (RSA), or left out'],
  keyCurve: ['椭圆曲线应为 P-384（crv）', 'the curve (crv) should be P-384'],
  keyShort: ['RSA 密钥应不短于 2048 位', 'an RSA key should have at least 2048 bits'],
  keyBroken: ['密钥内容不完整或有误，请重新导出', 'the key is cut short or wrong: export it again'],
  keysTwice: ['两个密钥的 kid 相同：{kid}', 'two keys have the same kid: {kid}'],
  badKeyAddress: [
    '密钥地址须以 https 开头（本机除外），且不含用户名和密码',
    'The address of the keys must be https, except on this machine, and without a user name or password',
  ],
  oneKeySource: ['公钥和公钥地址只能填一个', 'Give the keys or their address, not both'],
  maskedReadsOnly: [
    '脱敏的客户端只能读取：它写回的会是星号，请去掉写入范围或改为完整显示',
    'A client that sees persons masked only reads, for it would write back stars: take away the scopes that write, or let it see in full',
  ],
  tooBigPreference: ['偏好设置过大（上限 64 KB）', 'The preference is too large (64 KB at most)'],
})

/** The text with its places filled in, in both languages. */
export const fill = (text: Text, values: Readonly<Record<string, string | number>>): Text => [
  say(text, 'zh', values),
  say(text, 'en', values),
]
