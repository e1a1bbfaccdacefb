import { ok } from "@practicum/kernel/result";
import { fail } from "@practicum/contracts/error";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { InApp, services, type Reply } from "../testing/in-app.tsx";
import { closeVault, keep, openVault, readKept, settled } from "./draft-vault.ts";
import { SessionGate } from "./session-gate.tsx";
import { useSession } from "./session-context.ts";
import type { SessionPort } from "./session-port.ts";
import { createSessionSignal } from "./session-signal.ts";

const chen = {
  staff: {
    staffId: "0199aaaa-0000-7000-8000-000000000001",
    email: "chen@clinic.example",
    family: "Chen",
    given: "Grace",
    credential: "MD",
    roles: ["physician"],
    npi: "1234567893",
    taxonomy: "207Q00000X",
    supervisorId: null,
    active: true,
    version: 1,
  },
  practice: { name: "Harbor Family Medicine", timeZone: "America/Los_Angeles", version: 1 },
  permissions: [],
};
const keys = [{ week: 10, key: btoa("k".repeat(32)) }];
const KEYS: Reply = { value: { keys } };
const signedOut: Reply = { error: { code: "not-signed-in" } };

/** A clinic with one account, and what became of it. */
function clinic(first: Reply) {
  const state = { me: first, signedOut: 0, keysLate: 0 };
  const port: SessionPort = {
    practices: async () => ({
      known: { slug: "harbor", name: "Harbor Family Medicine", demonstration: false },
      others: false,
      founding: false,
    }),
    signIn: async ({ password }) => {
      if (password !== "correct horse battery") return fail("bad-credentials");
      state.me = { value: chen };
      return ok("signed-in");
    },
    verifyCode: async () => fail("bad-credentials"),
    signOut: async () => {
      state.signedOut += 1;
      state.me = signedOut;
    },
    activity: () => undefined,
    idleMinutes: async () => null,
  };
  return {
    state,
    port,
    signal: createSessionSignal(),
    on: services(({ path }) => {
      if (path !== "identity.draftKeys") return state.me;
      return state.keysLate-- > 0 ? { error: { code: "try-again" } } : KEYS;
    }),
  };
}

/** A screen with something half typed on it. */
function Desk() {
  const { staff, can } = useSession();
  return (
    <>
      <p>Half typed: {readKept("form:return")}</p>
      <label>
        Note of {staff.family} <input />
      </label>
      <p>
        {can("note.sign") ? "may sign" : "may not sign"} {can("claim.write") ? "may bill" : "may not bill"}
      </p>
    </>
  );
}

async function open(first: Reply, keysLate = 0) {
  const all = clinic(first);
  all.state.keysLate = keysLate;
  const screen = await render(
    <InApp on={all.on}>
      <SessionGate port={all.port} clock={{ now: () => "2026-11-23T16:00:00.000Z" }} mode="clinic" signal={all.signal}>
        <Desk />
      </SessionGate>
    </InApp>,
  );
  const signIn = async (password: string) => {
    await screen.getByRole("textbox", { name: "E-mail" }).fill("chen@clinic.example");
    await screen.getByLabelText(/^Password/).fill(password);
    await screen.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  return { ...all, screen, signIn, note: screen.getByLabelText("Note of Chen") };
}

test("who is not signed in sees the sign-in page and nothing of the app; a wrong password says so and keeps the address", async () => {
  const { screen, signIn, note } = await open(signedOut);
  await expect.element(screen.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await expect.element(note).not.toBeInTheDocument();
  await signIn("wrong");
  await expect.element(screen.getByRole("alert")).toHaveTextContent("The e-mail or the password is not right.");
  await expect.element(screen.getByRole("textbox", { name: "E-mail" })).toHaveValue("chen@clinic.example");
  await signIn("correct horse battery");
  await expect.element(note).toBeVisible();
});

test("what a person may do follows from the roles", async () => {
  const { screen } = await open({ value: chen });
  await expect.element(screen.getByText("may sign may not bill")).toBeVisible();
});

test("a session that ended elsewhere covers the screen; what was typed is there when the same person is back", async () => {
  const { screen, state, signal, signIn, note } = await open({ value: chen });
  await note.fill("knee pain since Mon");
  state.me = signedOut;
  signal.ended();
  await expect.element(screen.getByRole("heading", { name: "Signed out" })).toBeVisible();
  await expect.element(note).not.toBeInTheDocument();
  await signIn("correct horse battery");
  await expect.element(note).toBeVisible();
  await expect.element(note).toHaveValue("knee pain since Mon");
});

test("services that don't answer are said to be away, with a way to ask again; it is not a sign-in page", async () => {
  const { screen, state, note } = await open({ error: { code: "internal" } });
  await expect.element(screen.getByText("Your session", { exact: false })).toBeVisible();
  await expect.element(screen.getByRole("textbox", { name: "E-mail" })).not.toBeInTheDocument();
  state.me = { value: chen };
  await screen.getByRole("button", { name: /try again|retry/i }).click();
  await expect.element(note).toBeVisible();
});

test("CHT-121 a locked page holds no word of the chart, overlays too, nor does the browser's storage", async () => {
  const { screen, state, signal, signIn } = await open({ value: chen });
  await expect.element(screen.getByText("may sign may not bill")).toBeVisible();
  const overlay = document.createElement("div");
  overlay.setAttribute("data-portal", "true");
  overlay.textContent = "HIV positive";
  document.body.append(overlay);
  keep("note:e1:hpi", "HIV positive", "browser");
  state.me = signedOut;
  signal.ended();
  await expect.element(screen.getByRole("heading", { name: "Signed out" })).toBeVisible();
  expect(document.body.outerHTML).not.toContain("Note of Chen");
  expect(document.body.outerHTML).not.toContain("HIV positive");
  await expect.poll(() => readKept("note:e1:hpi")).toBeNull();
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("HIV");
  await signIn("correct horse battery");
  await expect.element(screen.getByText("HIV positive")).toBeVisible();
  await expect.poll(() => readKept("note:e1:hpi")).toBe("HIV positive");
  overlay.remove();
});

test("CHT-119 screens wait for a service that is late with the keys: what was half typed is there when they look for it", async () => {
  await openVault(chen.staff.staffId, keys);
  keep("form:return", "Which side was it?", "tab");
  await settled();
  await closeVault();
  const { screen, on } = await open({ value: chen }, 1);
  await expect.element(screen.getByText("Half typed: Which side was it?")).toBeVisible();
  expect(on.sent.filter(({ path }) => path === "identity.draftKeys")).toHaveLength(2);
});
