/** The people that visitors speak of: of words that begin alike, the longest first. */

const female =
  '(?:孩子?|娃儿?|宝宝)[他她]?(?:妈妈?|娘)|外孙女|外甥女|孙女|侄女|女朋友|女友|女儿|闺女|丫头|儿媳妇|儿媳|弟媳妇?|弟妹|小姨子|丈母娘|[岳舅伯叔祖]母|婆婆|家婆|外婆|阿婆|姥姥|奶奶|太奶|伯母|舅妈|姑妈|姑姑|大姑|小姑|二姑|姨妈|姨娘|阿姨|伯娘|婶娘|舅娘|[姑姨舅]婆|姑奶奶?|姨姥姥?|老姨|干女儿|大姨|小姨|二姨|三姨|婶婶|婶子|婶|嫂子|大嫂|嫂|表姐|堂姐|大姐|二姐|三姐|小姐姐|姐姐|姐|表妹|堂妹|小妹|二妹|妹妹|妹子|妹|老妈子|家母|老妈|妈妈|妈咪|妈|母亲|老娘|俺娘|我娘|她娘|他娘|老婆|妻子|媳妇儿?|太太|内人|闺蜜|干妈|继母|妯娌|老太太|老太婆|老太|(?<=[我俺他她])[姑姨](?![娘息且妈父丈])';
const male =
  '(?:孩子?|娃儿?|宝宝)他?(?:爸爸?|爹)|外孙(?!女)|外甥(?!女)|孙子|侄子|侄儿|男朋友|男友|儿子|女婿|小舅子|大舅哥|妹夫|姐夫|姑父|姑丈|姨夫|姨父|公公|家公(?!司)|岳父|老丈人|丈人|外公|姥爷|爷爷|老爷子|老头子|老头|太爷爷|叔叔|大叔|小叔叔?|二叔|三叔|叔|大爷|大伯|伯伯|伯父|二伯|伯|舅舅|大舅|二舅|小舅|舅|表哥|堂哥|大哥|二哥|哥哥|哥|表弟|堂弟|小弟|弟弟|弟|老弟|老爸|家父|爸爸|爸|父亲|老爹|爹|老公|丈夫|(?<=[我她])先生|兄弟|干爹|继父|公爹|儿砸';
const child =
  '孩子|宝宝|小孩儿?|娃娃|娃儿?|小朋友|婴儿|婴幼儿|宝贝|小家伙|小宝|二宝|大宝|患儿|新生儿|小家伙|幼儿';
const other =
  '老人家|老人|老伴儿?|爱人|对象|朋友|同事|亲戚|同学|室友|舍友|邻居|伴侣|战友|工友|长辈|某人|老板娘?|博主|网红|主播|明星|病友|网友|班主任|教练|保姆|月嫂|(?<=幼儿园|学校|班里?|们|的|[他她])老师';
const englishFemale =
  'mother|mom|mum|mommy|mama|wife|daughter|sister|grandma|grandmother|granny|girlfriend|aunt|niece|mother-in-law|fiancee';
const englishMale =
  'father|dad|daddy|husband|son|brother|grandpa|grandfather|boyfriend|uncle|nephew|father-in-law|grandson|fiance|hubby';
const englishOther = 'child|kid|baby|toddler|infant|partner|friend|spouse|colleague|coworker|roommate|parent';

/** One person word; 姑娘 is a girl, but 大姨妈 is no aunt. */
export const personWord = new RegExp(
  [
    `(?<both>父母|爸妈|奶奶爷爷|爹妈|双亲|夫妻|两口子|姐妹|兄妹|姐弟|公婆|爷爷奶奶|外公外婆|姥姥姥爷|岳父岳母|公公婆婆|哥哥嫂子|叔叔婶婶)`,
    `(?<F>(?<!大)姨妈|(?!姨妈)(?:${female}))(?!手|科|夫)`,
    `(?<M>(?:${male})(?![母妈娘]))`,
    `(?<C>${child})`,
    `(?<O>${other})`,
    `\\bmy (?:\\d{1,3}[- ]year[- ]old |elder |older |younger |little |late )?(?:(?<EF>${englishFemale})|(?<EM>${englishMale})|(?<EO>${englishOther}))\\b`,
  ].join('|'),
  'g',
);

/** Before a word: it is no subject, things are done to, with or for it. */
export const obliqueBefore =
  /(?:对|给|和|跟|与|陪|被|让|叫|问[了过]?|像|比|照顾|听|据|连|怪|从|把|向|随|靠|有|要|想要|怀|备|娶|人家|没有|传染给?|传给|影响|不如|同|担心|怕|因为|嫁给|(?<!医)生[了完过下]?个?|with|to|from|than|and)(?:我|我的|我家|俺|你|他|她|这个?|那个?)?(?:的)?\s?$/;
/** `帮我妈问`, `给孩子挂号`, `for my wife`: the one for whom it is asked. */
export const askedFor =
  /(?:帮|替|给|为|代|带|领|送|陪|for)(?:我|我的|我家|我们家|俺|家里的?|一下)?(?:邻居|朋友|同事|同学|室友|亲戚|楼下|隔壁|闺蜜)?(?:家|他|她)?(?:的)?\s?$/;
export const asking =
  /^(?:来)?(?:问|咨询|看(?!我)|挂|预约|约|查|检|做|治|买|开药|配|打|量|测|复查|拿|种|拔|洗|矫|验|补|去|到|来|想|预定|申请)/;

/** Behind a word: what this one does is about somebody else, or has nothing to do with being ill. */
export const actsForOthers =
  /^(?:就|都|也|又|还|今天|昨天|前天|最近|刚才|刚|非|总|老|一直|经常|在[^,]{0,4}|平时)*(?:说(?!他|她|自己|是|经常|总|感觉|身体|不舒服|有点|老|浑身|最近|头|胃|肚|心|眼|腿|腰|胸|牙|[^,我你]{0,7}(?:疼|痛|痒|晕|麻|难受|不舒服|酸|胀|肿|吐|闷|慌|累|喘|睡不|吃不))|要[他她]|叫[他她]|让|带[他她我孩宝了着]|送|买|做饭|煮|烧|炒|告诉|问我|建议|叫我|要我|给|陪|催|逼|认为|觉得我|来的时候|拿|推荐|介绍|讲|解释|劝|听|煲|炖|做了|嫌|骂|(?:和|跟|对|向)[我你]|not |says|said|told|bought|thinks|wants me)/;

export const healthWords =
  /心率|心律|心跳|房颤|病|炎|痛|疼|癌|瘤|症|血压|血糖|糖尿|血脂|尿酸|肝|胃|肾|肺|心脏|心慌|胸|头晕|晕|咳|痰|发烧|发热|发烫|高烧|低烧|感冒|癫痫|三阳|阳性|阴性|抗体|检查|查出|化验|体检|确诊|手术|住院|吃药|服药|喝药|化疗|出血|肿|痒|吐|拉肚|腹|泻|便|失眠|睡|过敏|牙|齿|皮|疹|痘|斑|骨|近视|眼|耳|鼻|喉|嗓|鼾|呼噜|胖|减肥|怀|月经|孕|精子|前列腺|抽搐|抽筋|恶心|疫苗|结节|息肉|囊|不舒服|难受|瘦|麻|瘫|中风|脑|车祸|出了?车|摔|受伤|伤|治|药|发作|复发|颈|腰|腿|膝|关节|手抖|脱发|掉发|口臭|抑郁|焦虑|痔|尿|乙肝|梅毒|hpv|携带|转氨酶|打针|植发|整容|隆|矫正|腺|甲|神经|酸|胀|黄疸|癫|手足口|流感|身体(?:越来越|很|特别|一直|比较)?(?:差|不好|不行|弱)|中毒|吃不下|没胃口|呼吸|喘|憋|虚|浑身|乏力|没力|出汗|ache|pain|migraine|fever|cough|diabet|pressure|cancer|rash|surger|pregnan|hurt|sick|dizz|tooth|teeth|bleed|symptom|diagnos|heart rate|asthma|allerg|insomnia|anxi|depress|infection|swollen|itch|nausea|vomit|stroke|cholesterol|arthritis|thyroid|hot flash|tired|check-?up|test|snor|knee|back\b|stomach|heart|throat|swell|limp/;

/** `我` with such a word says nothing about the visitor's own health. */
export const onlyAsks =
  /^(?:就|也|现在|今天|这里|这边|主要|真的|很|想|特别|非常|实在|总是|总|一直|老|最近|昨天|前几天|才|刚|还是|还|及时|赶紧|马上|立刻)*(?:要|来)?(?:以为|[^,]{0,6}听(?:说|我|他|她|人|朋友)|想(?!吐|睡|要?(?:做|查|种|打|拔|洗|割|矫|植|祛|减|挂|约|隆|补|镶))|据说|知晓|理解|家(?!遗传|族)|问|咨询|请问|了解|知道|担心|怕|听|该|应该|应当|看到|看了|看见|看他|看她|发现[他她孩宝]|发觉[他她孩宝]|您好|你好|(?:觉着|觉得|感觉|怀疑|质疑|估计|看)(?:他|她|它|孩|宝|我?[爸妈])|注意到|进行咨询|主张|打算|准备|决定|送|抱|拉|接|把|带|陪|给|帮|替|预约|挂|依稀|记得|有个|有一个|有位|们|还是第一次|第一次|从来|不明白|不清楚|不懂|疑惑|看着|心疼|劝|养|照顾|建议|查了|查过?资料|上网|想必|奇怪|好奇|害怕|不想让|去|在网上|朋友|先看)/;
