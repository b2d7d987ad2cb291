import english from '../../console/messages/en.json' with { type: 'json' };
import chinese from '../../console/messages/zh-CN.json' with { type: 'json' };
import widgetEnglish from '../../widget/src/texts/en.ts';
import widgetChinese from '../../widget/src/texts/zh.ts';

const inEnglish = { locale: 'en-GB', console: english, widget: widgetEnglish };
const inChinese = { locale: 'zh-CN', console: chinese, widget: widgetChinese };

/** The languages in which the product is read, with all its texts. */
export const languages = [inChinese, inEnglish];

/** What a browser of this locale is answered in. */
export function languageOf(locale = inEnglish.locale) {
  return locale.startsWith('zh') ? inChinese : inEnglish;
}
