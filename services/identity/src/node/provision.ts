import type { StaffMember } from "@practicum/contracts/identity/staff";
import { must } from "@practicum/kernel/assert";
import { displayName } from "../sql/staff.ts";
import { openAuth, type Auth, type AuthSettings } from "./auth-options.ts";

/** Gives a person a password to sign in with, the first or another one, and ends all sessions of the person (IDN-45). */
export async function setPassword(auth: Auth, person: StaffMember, password: string): Promise<void> {
  const context = await auth.$context;
  const email = person.email.toLowerCase();
  const found = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
  const user =
    found?.user ??
    (await context.internalAdapter.createUser(
      { email, name: displayName(person), emailVerified: true, staffId: person.staffId },
      { method: "email-password" },
    ));
  const hashed = await context.password.hash(password);
  const userId = must(user).id;
  if (found?.accounts.some((account) => account.providerId === "credential")) {
    await context.internalAdapter.updatePassword(userId, hashed);
  } else {
    await context.internalAdapter.linkAccount({
      userId,
      accountId: userId,
      providerId: "credential",
      password: hashed,
    });
  }
  await context.internalAdapter.deleteUserSessions(userId);
}

/**
 * The same first password for each of these people, made straight in identity's database: how the demonstration gets its
 * sign-ins. There is no way to this over the bus.
 */
export async function givePasswords(
  settings: AuthSettings,
  people: readonly StaffMember[],
  password: string,
): Promise<void> {
  const { auth, close } = openAuth(settings);
  try {
    for (const person of people) await setPassword(auth, person, password);
  } finally {
    await close();
  }
}
