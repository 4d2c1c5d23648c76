/** The texts of one language, their keys prefixed as Strapi expects; none for a language that is not translated. */
import { PLUGIN_ID } from '../pluginId';

const LANGUAGES: Record<string, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('./en.json'),
};

export async function prefixed(
  locale: string
): Promise<{ locale: string; data: Record<string, string> }> {
  const texts = await LANGUAGES[locale]?.();
  const entries = Object.entries(texts?.default ?? {});
  return {
    locale,
    data: Object.fromEntries(entries.map(([key, text]) => [`${PLUGIN_ID}.${key}`, text])),
  };
}
