import { healthWords } from './personWordsRules.ts';

/** Latin letters, digits and signs of every writing: whatever is no Chinese character, space or stop. */
const foreign = /[^\u4e00-\u9fff\s,，。！？、；：…～~!?.;:'"()（）“”‘’《》]/;
/** Characters of numerals and ages, of the words for numbers and accounts, for people, and of corrections. */
const telling = new RegExp(
  `[${[
    '一二三四五六七八九十两兩零百廿卅半幺么麼洞拐勾壹贰貳叁參肆伍陆陸柒捌玖拾',
    '岁歲龄齡年月天周',
    '微薇威维維徽溦葳嶶卫衛信扣抠叩蔻寇企鹅鵝球秋号號码碼电電话話手机機座联聯单單卡证證密线線群绿位',
    '我俺他她它本患们們院客护護',
    '妈媽爸爹娘母父婆公哥姐弟妹爷爺奶姥姨叔舅姑伯嫂婶嬸儿兒女男孩娃宝寶老夫妻媳太友闺閨丫侄姪孙孫甥岳朋伴爱愛象亲親同邻室伙夥',
    '错錯对對改换換正这這',
    '头頭晕暈烧燒热熱肿腫伤傷脑腦齿齒医醫药藥检檢验驗诊診癌产產阴陰宫宮颈頸巢经經姑娘带帶精卵茎莖睾龟龜早泄绝絕哺乳流奶胎孕怀懷',
  ].join('')}]`,
);

/** Whether a text can add anything to what is known of a visitor; a text that cannot is not read at all. */
export function isTelling(text: string): boolean {
  return foreign.test(text) || telling.test(text) || healthWords.test(text);
}
