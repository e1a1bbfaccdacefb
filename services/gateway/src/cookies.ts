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

export function practiceCookie(slug: string | null, https: boolean): string {
  const secure = https ? "; Secure" : "";
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure}`;
  return slug === null ? `${NAME}=; Max-Age=0; ${attributes}` : `${NAME}=${slug}; ${attributes}`;
}
