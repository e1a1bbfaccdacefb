const LENGTH_MIN = 12;
const LENGTH_MAX = 128;

/** Whether a password may be chosen (IDN-42). Length matters most (NIST SP 800-63B, 3.1.1.2): no rules about kinds of characters. */
export function isAcceptablePassword(password: string, email: string): boolean {
  if (password.length < LENGTH_MIN || password.length > LENGTH_MAX) return false;
  if (new Set(password.toLowerCase()).size < 3) return false;
  const name = (email.split("@")[0] ?? "").toLowerCase();
  return name.length < 4 || !password.toLowerCase().includes(name);
}
