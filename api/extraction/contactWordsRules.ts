/** The words that say what a number or an id is. All are matched against small letters. */

const apart = String.raw`(?<![a-z0-9_.\-@]|\d\/)`;
/** A word of Latin letters may touch digits and Chinese, but no other letters. */
const end = String.raw`(?![a-z_\-]|[/.](?!(?:we|vx|wx|v|qq|q|tel|phone)(?![a-z]))[a-z0-9])`;

/** 微信 and all that is written for it. */
export const wechatWords = [
  String.raw`[微威薇维徽溦葳嶶]\s{0,2}信(?:号码|号|账号|帐号|id)?`,
  // 威芯, 维心: any two that sound like it, where an id follows; as words of their own (卫星, 维新) they name nothing.
  '(?:[微薇威维徽溦卫葳唯]|(?<![a-z0-9_.-])(?:v|wei))(?:信|芯|星|心|新|欣|馨|辛|鑫|xin)(?:号码|号|id)?(?=[\\s:是为]{0,3}(?:[a-z][a-z0-9_-]{5}|1[3-9]\\d{9}(?!\\d)))',
  '[微薇威]号|[vw]信号?|微x|绿泡泡|卫星号?(?!电视|导航|图|云|地图|定位|城|发射|天线|灶|病灶|结节|淋巴|站|信号)',
  '[微薇威](?=[:是同]|\\s?[a-z][a-z0-9_-]{5}|\\s\\d{5})|(?<=加|加个|加下|加我|\\+|\\+\\s|的)[微薇威卫](?![波量博创调整笑元生信生星])',
  `${apart}(?:we\\s?chat|wei\\s?xin|wei信|微xin)(?:\\s?(?:id|number|no\\.?|account|user ?name|handle|账号|帐号|号))?${end}`,
  `${apart}(?:v\\s?x|w\\s?x|v[.\\-]x|w[.\\-]x)(?:号|信)?${end}`,
  `${apart}(?:v|w(?=\\s?[:号同]))号?(?![a-z0-9_\\-/.领形型字脸口仔级位区]|\\s?(?:neck|领))`,
  `${apart}v(?=1[3-9]\\d{9}(?!\\d)|\\d{5,10}(?!\\d))`,
];

/** A keyword that is glued to the id behind it: VXlucky_77. Only believed where no other keyword stands before. */
export const gluedWechatWords = [
  `${apart}(?:vx|wx(?!id_)|wechat|weixin)(?=-?[a-z][a-z0-9_-]{5})`,
  '(?<=加|加我|\\+)v(?=[a-z][a-z0-9_-]{5})',
];

/** 微信群, 微信里: the word is no offer of an id, but `我号 …` behind it is. */
export const weakWechatWords = [
  '(?:微信|vx|wx)(?:交流|粉丝|病友|打卡|减肥)?群',
  '微信(?:里|上|聊天|视频|语音|发|看|说|回)',
];

/** QQ, its nicknames and its mascot. */
export const qqWords = [
  String.raw`扣\s?扣号?|扣(?=:)|(?<=加|\+)扣(?=\s?\d)|(?<=加)球(?=[\s:]?\d)|抠抠|叩叩|蔻蔻|寇寇|口口号|[扣抠]q|企鹅号?(?!群|步|病|医生|馆|图)|鹅号|球球号?|秋秋|腾讯号`,
  `${apart}q\\s?q(?:邮箱|号码|号|mail)?${end}`,
  `${apart}q(?:邮箱|号码|号)?(?![a-z0-9_\\-/.热弹版币萌群钠波]|\\s?\\d{0,2}\\s?(?:h|d)\\b)`,
  `${apart}q(?=\\d{5,11}(?![\\da-z]))`,
];

/** Words for a telephone number. */
export const phoneWords = [
  '电话(?:号码|号)?|手机(?:号码|号)?|号码|座机|固话|小灵通|总机|热线|联系方式|联系人|联系号|短信|致电|拨打|来电|老号|新号|电联|本机号?',
  `${apart}(?:tel|telephone|phone|mobile|cell|call|text|landline)(?:\\s?(?:number|no\\.?))?${end}`,
];

/** Homographs of the keywords, and accounts of other kinds: what they name is none of ours. */
export const otherWords = [
  'qq(?:糖|弹|群|音乐|飞车|空间|浏览器|表情|头像|滑|润|肠|支付|钱包|红包|农场|炫舞|会员|软糖|堂)|q群|扣扣群|群(?:的|里的?|号)?(?:qq|扣扣|q)号?|企鹅群|群号|进群|群聊|交流群|病友群',
  '微信(?:支付|付款|付|扫|公众|小程序|缴|转|红包|挂号|预约|推送|消息|朋友圈|运动|账单|零钱|登录|登陆|收款|订单|昵称|名字|名(?!片)|头像|钱包|交易|流水|客服|官方|平台|搜索|小店|截图)|卫星电视',
  '公众号|服务号|订阅号|小程序|视频号|抖音号?|快手号?|微博|小红书号?|支付宝号?|淘宝|闲鱼|陌陌|钉钉|飞书|b站',
  '昵称|网名|用户名|邮箱|网址|链接|网站|备注(?!我)',
  `${apart}(?:email|e-mail|mail|gmail|whatsapp|telegram|instagram|ins|skype|facebook|twitter|tiktok|line\\s?id|username|nickname|website|url)${end}`,
];

/** Numbers and codes that are no telephone numbers, even where they are shaped like one. */
export const idWords = [
  '密码|口令|wifi|无线网|验证码|优惠码|邀请码|兑换码|激活码|取件码|核销码|健康码|提示|报错|错误|代码|型号|批准文号|准字|国药|注册证|货号|批号|批次|序列号|车牌|房间?号',
  '(?:病历|病例|病案|住院|门诊|就诊|检查|检验|化验|报告|样本|标本|条形?|影像|片子|排队|取药|挂号|预约|订单|运单|快递|物流|包裹|发票|收据|流水|交易|缴费|退款|保单|保险|医保|社保|身份证?|银行|储蓄|信用|诊疗|一卡通|会员|学|工|护照|处方|登记|案件|工单|投诉|序|编|商户|单|卡|账|帐|追溯|床|业务|受理|参考|凭证|档案|体检|疫苗|腕带|手环|储物柜?|寄存|箱|柜|券|票|小票|停车|优惠|设备|机身|产品|仪器|生产|追踪|查询|流程|标签|试剂)(?:卡|单|证|券|票|条|柜|箱)?(?:的|上的?)?(?:编号|单号|卡号|号码|号|码|编码|id)(?!码的)',
  '(?:订单|运单|快递|包裹|发票|收据|病历|医保|社保|住院|门诊|就诊|预约|挂号|保单|工单|流水|处方|会员|批次)(?=[\\s:是为#]{0,3}\\d{5})',
  // 卡面号, 盒子上的号, 停车券 NO.: the number that is printed on a thing.
  '(?:[卡券票单证条箱柜盒袋瓶牌]|包装)(?:子|片)?(?:正?面|背面?|反面|侧面|上面?|下面|底下|底部|底|身|里面|里)?(?:印|写|贴)?的?(?:那?串)?\\s?(?:号码?|编码|数字|no\\.?|№)(?=[\\s:是为.]{0,3}\\d)',
  '身份证|银行卡|医保卡|就诊卡|社保卡|诊疗卡|条形码|条码|二维码|(?<=[\u4e00-\u9fff])(?<!号)码(?=[\\s:是为]{0,3}\\d{5})|(?:顺丰|圆通|中通|申通|韵达|邮政|京东)(?=[\\s:是]{0,2}\\d{5})|单号|卡号|编号|尾号|批号|id号',
  `${apart}(?:order|record|mrn|patient id|card|invoice|booking|reference|ref|case|ticket|tracking|password|pwd|passcode|serial|barcode|batch|lot|account|policy|insurance|receipt|confirmation|queue|report|id card|claim|parcel|appointment|member(?:ship)?)\\s?(?:number|no\\.?|id|code|#|is|:)`,
  `${apart}(?:lot|batch|s/?n|imei|serial|model)(?=[\\s.:#]{0,3}[a-z]{0,4}-?\\d{3})`,
  `${apart}(?:order|booking|case|invoice|reference|ref|ticket|receipt|tracking|record|card|policy)(?=\\s?#?\\s?\\d{5})`,
  `${apart}(?:password|error|err|code|mrn)${end}`,
];

/** `没有微信`, `我不用QQ`, `no WeChat`: the word with this before it offers nothing. */
export const refusal =
  /(?:没有?|沒|无|未|不(?:用|玩|使用|会用|会玩|怎么用|常用|太用|想加|加|方便加|要加?|是)|别加?|勿加?|卸载了?|注销了?|除了|without|no|not|don'?t (?:use|have|do|want)|do not (?:use|have)|never use|haven'?t got|instead of)\s?(?:我|的|用|有|装|开通|注册|什么|任何|any|a|my|on)?\s?$/;
/** `微信没有`, `QQ早不用了`: the same behind the word. */
export const refusalBehind =
  /^(?:号|我|的|也|都|早|就|现在|平时|基本|一直|已经|很久|好久)*\s?(?:没有|没装|没用|没注册|没开|不用|不玩|不会|不常|不怎么|不太用|不上|不登|停用|注销|被封|封了|丢了|登不上|上不去|忘了|不方便|不想|不行|不可以|不能|不是(?:这|同|一个))/;

/** Whose numbers are never kept: the clinic's, its people's, those of strangers. */
export const stranger =
  "你们|您们|你家|你那|贵院|贵司|贵诊所|本院|医院|院里|院方|院|门诊部?|诊所|科室|病房|急诊|急救|住院部|(?<!公司|单位|厂|酒店|小区|宿舍)(?:前台|总台)|客服|导诊台?|导医|医助|助理|医生|大夫|主任|院长|护士长?|护士站|专家|教授|药店|药房|药师|中介|销售|骗子|(?:保险|快递|物流|中介|销售|医药|药业|器械|代理|医美)公司|平台|官方|他们|人家|别人|对方|社区|中心|站|防疫站|疾控|医保局|保险|快递员?|顾问|老师|机构|基地|公众号|官网|网站|小程序|短信里?|地图|网上|百度|广告|厂家|商家|卖家|那人|那个人|your|clinic|clinic's|hospital|hospital's|doctor|doctor's|reception|reception's|nurse's|dr\\.? ?[a-z]{1,12}(?:'s)?|their|the|this";
