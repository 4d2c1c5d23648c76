/** The texts of one language, their keys prefixed as Strapi expects; none for a language that is not translated. */
import { PLUGIN_ID } from '../pluginId';
import { EN } from './en';

export { EN };
export type TextKey = keyof typeof EN;
type Texts = Record<TextKey, string>;

const LANGUAGES: Record<string, () => Promise<{ default: Texts }>> = {
  en: async () => ({ default: EN }),
  de: () => import('./de'),
  fr: () => import('./fr'),
  es: () => import('./es'),
  da: () => import('./da'),
};

export function idOf(key: TextKey): string {
  return `${PLUGIN_ID}.${key}`;
}

export async function prefixed(
  locale: string
): Promise<{ locale: string; data: Record<string, string> }> {
  const texts = await LANGUAGES[locale]?.();
  const entries = Object.entries(texts?.default ?? {});
  return {
    locale,
    data: Object.fromEntries(entries.map(([key, text]) => [idOf(key as TextKey), text])),
  };
}
