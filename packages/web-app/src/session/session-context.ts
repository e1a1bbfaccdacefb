import type { TestAs } from "@practicum/contracts/actor";
import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Permission, Role } from "@practicum/contracts/permission";
import { dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { minutesOf, type LocalDate } from "@practicum/kernel/local-date";
import { createContext, useContext } from "react";

/** Who is at the screen, and when and where it is. */
export interface Session {
  readonly staff: StaffMember;
  readonly practice: PracticeProfile;
  /** A practice of made-up people. */
  readonly demonstration: boolean;
  /** How many requests of others wait for a second person, where this one may decide. */
  readonly waiting: number;
  /** What was done to the own account, and not yet said to be known. */
  readonly notices: number;
  /** Until when one goes on without a second factor that the practice asks for. */
  readonly factorDue: Instant | null;
  /** The role that is tried on: then the screens are that role's, as far as the own rights reach, and nothing can be changed. */
  readonly testing: TestAs | null;
  /** Whether the person may do this. Screens follow it; the services enforce it. */
  readonly can: (permission: Permission) => boolean;
  readonly hasRole: (role: Role) => boolean;
  /** The roles that the screens go by: where the day begins, whose help is shown. */
  readonly roles: readonly Role[];
  readonly timeZone: TimeZone;
  readonly now: () => Instant;
  readonly today: LocalDate;
  readonly mode: "clinic" | "sandbox";
  /** Ends the session: by the person, or by the idle watch (which keeps what was typed). */
  readonly signOut: () => void;
  readonly lock: () => void;
  /** How often the clock was moved: a moved clock makes a new session, so that whatever shows the time asks again. */
  readonly clockMoves: number;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession is used outside of the signed-in part of the app");
  return session;
}

/** The practice's day. */
export function useToday(): LocalDate {
  return useSession().today;
}

/** Wall clock formatting in the practice's time zone. */
export function localDateOf(session: Pick<Session, "timeZone">, at: Instant): LocalDate {
  return dateIn(at, session.timeZone);
}
export function localMinutesOf(session: Pick<Session, "timeZone">, at: Instant): number {
  return minutesOf(timeIn(at, session.timeZone));
}
