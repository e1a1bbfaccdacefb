import { Button, Modal, Paper, Text, Title } from "@mantine/core";
import type { TestAs } from "@practicum/contracts/actor";
import { mayDo } from "@practicum/contracts/permission";
import { dateIn } from "@practicum/kernel/instant";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { focusManager, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { errorText, toDomainError } from "../api/domain-error.ts";
import { setPagePerson } from "../api/page-person.ts";
import { useTRPC } from "../api/trpc.ts";
import { LiveUpdates } from "../live/live-updates.tsx";
import { takeNoticesDown } from "../shell/undo.tsx";
import { Covered } from "./covered.tsx";
import { ConfirmPanel } from "./confirm-panel.tsx";
import { SessionContext, type Session } from "./session-context.ts";
import type { ScreenClock, SessionPort } from "./session-port.ts";
import { forgetSession } from "./session-memory.ts";
import type { SessionSignal } from "./session-signal.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { endTestAs, onTestAs, testedRole } from "./test-as.ts";
import { useIdle } from "./use-idle.ts";
import { useVault } from "./use-vault.ts";

interface Props {
  readonly port: SessionPort;
  readonly clock: ScreenClock;
  readonly mode: "clinic" | "sandbox";
  readonly signal: SessionSignal;
  readonly signInExtra?: ReactNode;
  readonly children: ReactNode;
}

/** Shows the app to a signed-in person, the sign-in page to others, and a cover over the app when the session ended meanwhile. */
export function SessionGate({ port, clock, mode, signal, signInExtra, children }: Props) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [left, setLeft] = useState(false);
  const [locked, setLocked] = useState(false);
  const [holder, setHolder] = useState<string | null>(null);
  const me = useQuery({ ...trpc.identity.me.queryOptions({}), staleTime: 5 * 60_000, enabled: !locked && !left });
  const data = left ? undefined : me.data;
  useEffect(() => signal.onEnded(() => setLocked(true)), [signal]);
  useEffect(() => {
    // Nobody looks at what is under the cover: nothing there asks again by itself until somebody is back.
    focusManager.setFocused(locked ? false : undefined);
    if (locked) takeNoticesDown();
    return () => focusManager.setFocused(undefined);
  }, [locked]);
  useEffect(() => {
    if (!data || locked) return;
    // Another person signed in, in another window: nothing of the first one's may stay.
    if (holder !== null && holder !== data.staff.staffId) startAfresh();
    setHolder(data.staff.staffId);
    setPagePerson(data.staff.staffId);
  }, [data, holder, locked]);

  const signOut = useCallback(() => {
    void port.signOut().finally(() => {
      if (mode === "clinic") return startAfresh();
      setLeft(true);
      setHolder(null);
      setPagePerson(null);
      client.clear();
    });
  }, [port, client, mode]);
  const lock = useCallback(() => {
    setLocked(true);
    void port.signOut();
  }, [port]);
  const drafts = useVault(data?.staff.staffId, locked);
  useForgetful(client, locked && mode === "clinic");
  const session = useSessionValue(data, clock, mode, signOut, lock);
  const onSignedIn = () => {
    setLeft(false);
    setLocked(false);
    void client.invalidateQueries();
  };
  /** The cover stays until it is known who came: another person must not see, nor undo, what the first one did. */
  const onBack = async () => {
    // Whoever just signed in here may be another person.
    setPagePerson(null);
    const back = await client
      .fetchQuery({ ...trpc.identity.me.queryOptions({}), staleTime: 0, retry: false })
      .catch(() => null);
    if (!back) return;
    if (back.staff.staffId !== session?.staff.staffId) return startAfresh();
    setPagePerson(back.staff.staffId);
    onSignedIn();
  };

  const nobody = left || (me.isError && toDomainError(me.error).code === "not-signed-in" && !session);
  if (nobody || (locked && !session))
    return (
      <SignInPage port={port} onSignedIn={onSignedIn}>
        {signInExtra}
      </SignInPage>
    );
  // What was typed before is there when the first screen looks for it.
  const waitsForDrafts = !drafts.ready && !locked;
  if (!session || waitsForDrafts) {
    return (
      <main style={{ padding: 24, maxWidth: 560 }}>
        {me.isError ? (
          <ErrorState what="Your session" message={errorText(me.error)} onRetry={() => void me.refetch()} />
        ) : (
          <LoadingState rows={3} />
        )}
      </main>
    );
  }
  return (
    <SessionContext value={session}>
      <Covered covered={locked} key={drafts.findings}>
        {children}
      </Covered>
      {locked ? (
        <LockScreen port={port} session={session} onSignedIn={() => void onBack()} onLeave={signOut} />
      ) : (
        <>
          <IdleWatch port={port} onOver={lock} />
          <ConfirmPanel port={port} />
          <LiveUpdates staffId={session.staff.staffId} />
        </>
      )}
    </SessionContext>
  );
}

/** What the screens know of the person, as identity says it. */
type OfMe = "staff" | "practice" | "demonstration" | "waiting" | "notices" | "factorDue";

function useSessionValue(
  data: Pick<Session, OfMe> | undefined,
  clock: ScreenClock,
  mode: "clinic" | "sandbox",
  signOut: () => void,
  lock: () => void,
): Session | null {
  const timeZone = data?.practice.timeZone;
  const staffId = data?.staff.staffId;
  const today = useSyncExternalStore(asTimeGoes, () => (timeZone ? dateIn(clock.now(), timeZone) : null));
  const moves = useClockMoves(clock);
  const testing = useTesting(staffId);
  return useMemo(() => {
    if (!data || !timeZone || !today) return null;
    const { staff, practice, demonstration, waiting, notices, factorDue } = data;
    return {
      staff,
      practice,
      demonstration,
      waiting,
      notices,
      factorDue,
      timeZone,
      today,
      mode,
      now: () => clock.now(),
      testing,
      roles: (testing ?? staff).roles,
      can: (permission) => mayDo(staff, permission) && (testing === null || mayDo(testing, permission)),
      hasRole: (role) => (testing ?? staff).roles.includes(role),
      signOut,
      lock,
      clockMoves: moves,
    };
  }, [data, clock, mode, timeZone, today, moves, testing, signOut, lock]);
}

/** The role that is tried on. What was loaded for one role is not another's: it is asked for again. */
function useTesting(staffId: string | undefined): TestAs | null {
  const client = useQueryClient();
  const testing = useSyncExternalStore(onTestAs, testedRole);
  useEffect(() => {
    // Whoever comes next at this page tries nothing on.
    if (staffId === undefined) endTestAs();
  }, [staffId]);
  const before = useRef(testing);
  useEffect(() => {
    if (before.current === testing) return;
    before.current = testing;
    void client.resetQueries({ predicate: ({ queryKey }) => !isOfMe(queryKey) });
  }, [client, testing]);
  return testing;
}

function isOfMe(queryKey: readonly unknown[]): boolean {
  const [path] = queryKey;
  return Array.isArray(path) && path[0] === "identity" && path[1] === "me";
}

/** A fresh page: nothing of this person's, typed or loaded, stays in memory or in the tab, nor in the page that Back would bring. */
function startAfresh(): void {
  forgetSession();
  document.body.replaceChildren();
  location.replace("/");
}

/** How long a locked page keeps what it had loaded, so that the same person goes on at once. */
const LOCKED_MS = 15 * 60_000;

/**
 * While the page is locked it forgets what no screen needs, and after a while all: then a fresh page waits at the same address, and what was
 * typed is there, encrypted, for the same person.
 */
function useForgetful(client: QueryClient, locked: boolean): void {
  useEffect(() => {
    if (!locked) return;
    client.removeQueries({ type: "inactive" });
    const mutations = client.getMutationCache();
    for (const one of mutations.getAll()) if (one.state.status !== "pending") mutations.remove(one);
    const timer = setTimeout(() => {
      document.body.replaceChildren();
      location.reload();
    }, LOCKED_MS);
    return () => clearTimeout(timer);
  }, [client, locked]);
}

function asTimeGoes(changed: () => void): () => void {
  const timer = setInterval(changed, 20_000);
  return () => clearInterval(timer);
}

/** How often the clock was moved. */
function useClockMoves(clock: ScreenClock): number {
  const [moves, setMoves] = useState(0);
  useEffect(() => clock.onMoved?.(() => setMoves((before) => before + 1)), [clock]);
  return moves;
}

/** The session is over, the work is not: everything typed waits behind this page. */
function LockScreen({
  port,
  session,
  onSignedIn,
  onLeave,
}: {
  readonly port: SessionPort;
  readonly session: Session;
  readonly onSignedIn: () => void;
  readonly onLeave: () => void;
}) {
  return (
    <main className="w-sign-in w-cover">
      <Paper withBorder p="xl" w={380} maw="100%" shadow="sm">
        <Title order={1}>Signed out</Title>
        <Text c="dimmed" size="sm" mb="md">
          What you typed is kept, {session.staff.given}. Sign in to go on.
        </Text>
        <SignInForm port={port} onSignedIn={onSignedIn} email={session.staff.email} />
        <Button variant="subtle" fullWidth mt="sm" onClick={onLeave}>
          I am someone else
        </Button>
      </Paper>
    </main>
  );
}

function IdleWatch({ port, onOver }: { readonly port: SessionPort; readonly onOver: () => void }) {
  const minutes = useQuery({ queryKey: ["idle-minutes"], queryFn: () => port.idleMinutes(), staleTime: Infinity });
  const idle = useIdle(minutes.data ? minutes.data * 60_000 : null, port.activity);
  useEffect(() => {
    if (idle === "over") onOver();
  }, [idle, onOver]);
  return (
    <Modal
      opened={idle === "warning"}
      onClose={() => undefined}
      withCloseButton={false}
      title="Are you still there?"
      size="sm"
      overlayProps={{ blur: 12, backgroundOpacity: 0.6 }}
    >
      <Text size="sm">You will be signed out in a minute. What you typed is kept. Move or press a key to stay.</Text>
    </Modal>
  );
}
