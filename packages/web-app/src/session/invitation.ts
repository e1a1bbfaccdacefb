/** The address and the code of who was invited, as the link of a manager has them. */
export interface Invitation {
  readonly email: string;
  readonly code: string;
}

const PATH = "/welcome";

/** A link by which a person sets a password. What is secret stands behind the #: no server and no log sees it. */
export function invitationLink(origin: string, { email, code }: Invitation): string {
  return `${origin}${PATH}#${encodeURIComponent(email)}/${encodeURIComponent(code)}`;
}

/** What the page's own address says, if it is such a link; afterwards the address says it no more. */
export function readInvitation(): Invitation | null {
  if (location.pathname !== PATH) return null;
  const [email = "", code = ""] = location.hash.slice(1).split("/").map(decodeURIComponent);
  history.replaceState(null, "", PATH);
  return { email, code };
}
