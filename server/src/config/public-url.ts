/** The address under which receivers fetch views, and whether it can be reached from outside at all. Pure. */

export interface PublicUrlSource {
  /** The plugin's own option. */
  publicUrl: string | undefined;
  /** Strapi's `server.absoluteUrl`. */
  serverUrl: string | undefined;
  isProduction: boolean;
}

export type PublicUrl =
  | { kind: 'usable'; url: string }
  /** Nothing is sent; `problem` says which setting is missing. */
  | { kind: 'unusable'; problem: string };

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '0.0.0.0', '[::1]', '[::]']);

export function findPublicUrl({ publicUrl, serverUrl, isProduction }: PublicUrlSource): PublicUrl {
  const url = publicUrl ?? serverUrl;
  if (!url || !URL.canParse(url)) return unusable(url);
  if (isProduction && isLocal(new URL(url).hostname)) return unusable(url);
  return { kind: 'usable', url: url.replace(/\/+$/, '') };
}

function isLocal(hostname: string): boolean {
  return LOCAL_HOSTS.has(hostname) || hostname.endsWith('.localhost');
}

function unusable(url: string | undefined): PublicUrl {
  const got = url ? JSON.stringify(url) : 'nothing';
  return {
    kind: 'unusable',
    problem:
      'Nothing is sent: receivers could not fetch views, because the public address of this Strapi is not known. ' +
      `Set "publicUrl" in config/plugins (destinations.config) or "url" in config/server to an absolute address such as "https://cms.example.com", got ${got}.`,
  };
}
