/** The gateway's own cookie: which practice this browser signed in to. It opens nothing: sessions are looked up in that practice alone. */
const NAME = "practicum.practice";
const SLUG = /^[a-z0-9-]{1,60}$/;

/** The practice's short name in the request's cookies, or null. */
export function practiceIn(cookie: string | undefined): string | null {
  if (cookie === undefined) return null;
  const start = cookie.startsWith(`${NAME}=`) ? 0 : cookie.indexOf(`; ${NAME}=`);
  if (start < 0) return null;
  const from = cookie.indexOf("=", start) + 1;
  const end = cookie.indexOf(";", from);
  const slug = cookie.slice(from, end < 0 ? undefined : end);
  return SLUG.test(slug) ? slug : null;
}

/** A tablet's own (GTW-105): it goes to the tablet's addresses and to no others. */
const KIOSK = "practicum.kiosk";

/** A tablet's token in the request's cookies, or null. */
export function kioskTokenIn(cookie: string): string | null {
  return /(?:^|;\s*)practicum\.kiosk=([\w.-]{1,1000})(?:;|$)/.exec(cookie)?.[1] ?? null;
}

export function kioskCookie(token: string | null, https: boolean): string {
  const attributes = `Path=/api/kiosk; HttpOnly; SameSite=Strict${https ? "; Secure" : ""}`;
  return token === null ? `${KIOSK}=; Max-Age=0; ${attributes}` : `${KIOSK}=${token}; ${attributes}`;
}

/** A patient's link's own (SCH-267), in the same way. */
const LINK = "practicum.link";

/** The token of an opened link in the request's cookies, or null. */
export function linkTokenIn(cookie: string): string | null {
  return /(?:^|;\s*)practicum\.link=([\w.-]{1,1000})(?:;|$)/.exec(cookie)?.[1] ?? null;
}

export function linkCookie(token: string | null, https: boolean): string {
  const attributes = `Path=/api/book; HttpOnly; SameSite=Strict${https ? "; Secure" : ""}`;
  return token === null ? `${LINK}=; Max-Age=0; ${attributes}` : `${LINK}=${token}; ${attributes}`;
}

/** As identity names it; with the prefix where cookies are secure. */
const SESSION = /(?:^|;\s*)((?:__Secure-)?practicum\.session_token=[^;]{1,512})/;

/**
 * The session's cookie alone, as "name=value"; "" without one. Whose session it is does not depend on the other cookies, so
 * whoever sends different ones around the same session is still one session (GTW-50).
 */
export function sessionCookieIn(cookie: string | undefined): string {
  return cookie === undefined ? "" : (SESSION.exec(cookie)?.[1] ?? "");
}

export function practiceCookie(slug: string | null, https: boolean): string {
  const secure = https ? "; Secure" : "";
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure}`;
  return slug === null ? `${NAME}=; Max-Age=0; ${attributes}` : `${NAME}=${slug}; ${attributes}`;
}
