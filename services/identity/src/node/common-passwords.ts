let listed: Promise<ReadonlySet<string>> | undefined;

/** The passwords that most people have, some 50,000 (zxcvbn's list, MIT): read when the first password is chosen. */
export async function commonPasswords(): Promise<ReadonlySet<string>> {
  listed ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return listed;
}
