import { Notifications } from "@mantine/notifications";
import { mayDo, type Role } from "@practicum/contracts/permission";
import { instantFromMs } from "@practicum/kernel/instant";
import type { QueryClient } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { SessionContext, type Session } from "../session/session-context.ts";
import { InApp, type Services } from "./in-app.tsx";

/** The day on which component tests take place. */
export const TEST_DAY = "2026-11-23";
const NOON_MS = Date.UTC(2026, 10, 23, 20);
const address = { line1: "1 Pier St", line2: null, city: "Oakland", state: "CA", zip: "946071234" };

/** A screen of somebody who is signed in, on those services. */
export function SignedIn(props: {
  readonly on: Services;
  readonly roles: readonly Role[];
  readonly client?: QueryClient;
  /** A practice of made-up people. */
  readonly demonstration?: boolean;
  readonly children: ReactNode;
}) {
  const { on, client, demonstration = false, children } = props;
  const roles = props.roles.join();
  const session = useMemo(() => ({ ...sessionOf(roles.split(",") as Role[]), demonstration }), [roles, demonstration]);
  return (
    <InApp on={on} {...(client && { client })}>
      <Notifications />
      <SessionContext value={session}>{children}</SessionContext>
    </InApp>
  );
}

function sessionOf(roles: Role[]): Session {
  return {
    staff: {
      staffId: "0199aaaa-0000-7000-8000-000000000001",
      email: "brooks@clinic.example",
      family: "Brooks",
      given: "Tanya",
      credential: "",
      roles,
      npi: null,
      taxonomy: null,
      supervisorId: null,
      active: true,
      version: 1,
    },
    practice: {
      name: "Harbor Family Medicine",
      npi: "1234567893",
      taxId: "123456789",
      taxonomy: "207Q00000X",
      phone: "5105550100",
      clia: null,
      timeZone: "America/Los_Angeles",
      billingAddress: address,
      version: 1,
    },
    demonstration: false,
    waiting: 0,
    notices: 0,
    factorDue: null,
    testing: null,
    roles,
    can: (permission) => mayDo(roles, permission),
    hasRole: (role) => roles.includes(role),
    timeZone: "America/Los_Angeles",
    now: () => instantFromMs(NOON_MS),
    today: TEST_DAY,
    mode: "clinic",
    signOut: () => undefined,
    lock: () => undefined,
    clockMoves: 0,
  };
}
