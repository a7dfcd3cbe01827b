/** Surnames that are read in more than one way: the usual reading first, then what people also type. Syllables of double surnames are joined by a hyphen. */
const SURNAMES = `单 shan dan; 曾 zeng ceng; 解 xie jie; 仇 qiu chou; 朴 piao pu; 查 zha cha; 盖 ge gai; 区 ou qu; 翟 zhai di; 缪 miao mou; 乐 yue le; 员 yun yuan; 繁 po fan; 黑 he hei; 折 she zhe;
隗 wei kui; 种 chong zhong; 覃 qin tan; 宓 mi fu; 阚 kan han; 祭 zhai ji; 车 che ju; 能 nai neng; 牟 mu mou; 佴 nai er; 秘 bi mi; 么 yao me; 薄 bo bao; 柏 bai bo; 谌 chen shen; 郗 xi chi; 洗 xian xi;
郇 xun huan; 都 du dou; 宿 su xiu; 重 chong zhong; 钭 tou dou; 尉 wei yu; 召 shao zhao; 句 gou ju; 那 na nuo; 褚 chu zhu; 葛 ge gai; 沈 shen chen; 长 chang zhang; 藏 zang cang; 晟 cheng sheng;
殷 yin yan; 费 fei bi; 万俟 mo-qi wan-si; 尉迟 yu-chi wei-chi; 长孙 zhang-sun chang-sun; 单于 chan-yu dan-yu; 澹台 tan-tai dan-tai`

/** Characters of given names that are read in two ways often enough to matter at a reception desk. */
const GIVEN =
  '乐 le yue; 茜 qian xi; 晟 sheng cheng; 行 xing hang; 长 chang zhang; 重 zhong chong; 朝 chao zhao; 曾 zeng ceng; 盛 sheng cheng; 参 can shen; 蔚 wei yu; 传 chuan zhuan; 藏 zang cang; 莘 xin shen'

export type Readings = ReadonlyMap<string, readonly string[]>

const table = (text: string): Readings => new Map(text.split(/;\s+/).map((entry) => [entry.split(' ')[0]!, entry.split(' ').slice(1)]))

export const surnameReadings = table(SURNAMES)
export const givenReadings = table(GIVEN)
