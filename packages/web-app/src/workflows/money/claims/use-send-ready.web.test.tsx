import type { PropsWithChildren } from "react";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { renderHook } from "vitest-browser-react";
import { services, type Reply } from "../../../testing/in-app.tsx";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { readyAmong, useSendReady } from "./use-send-ready.tsx";

const idOf = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
/** Two of a page; nobody has seen any but the first. */
const pages = [[0, 1], [2, 3], [4]];

function payer() {
  return services(({ path, input }): Reply => {
    if (path === "billing.submitClaims") {
      const { claimIds } = input as { claimIds: string[] };
      const left = claimIds.slice(4).map((claimId) => ({ claimId, because: "It was held meanwhile." }));
      return { value: { fileId: idOf(9), submitted: claimIds.slice(0, 4), left } };
    }
    const { limit, before } = input as { limit: number; before: string | null };
    if (limit === 1) return { value: { claims: [], next: null, all: { count: 5, total: 50_000 } } };
    const at = Number(before ?? 0);
    const next = at + 1 < pages.length ? String(at + 1) : null;
    return { value: { claims: (pages[at] ?? []).map((n) => ({ claimId: idOf(n) })), next, all: null } };
  });
}

test("all claims that are ready are sent, those of pages too that nobody has seen; what stayed says why", async () => {
  const on = payer();
  const wrapper = ({ children }: PropsWithChildren) => (
    <SignedIn on={on} roles={["biller"]}>
      {children}
    </SignedIn>
  );
  const { result } = await renderHook(
    () => useSendReady({ text: "aetna", soon: false, whose: "anybody", due: false }, null),
    { wrapper },
  );
  await expect.poll(() => result.current.count).toBe(5);
  await result.current.send();
  const sent = on.sent.filter(({ path }) => path === "billing.submitClaims").map(({ input }) => input);
  expect(sent).toEqual([{ claimIds: [0, 1, 2, 3, 4].map(idOf) }]);
  const asked = on.sent.filter(({ path }) => path === "billing.listClaims").map(({ input }) => input);
  for (const input of asked) expect(input).toMatchObject({ statuses: ["ready"], text: "aetna", soon: false });
  await expect.element(page.getByText("4 claims sent in one file.")).toBeVisible();
});

test("how many are ready is counted where all is there, asked for where more may come, and none where the list has none", () => {
  const rows = [{ status: "ready" }, { status: "draft" }, { status: "ready" }];
  expect(readyAmong(rows, [], false)).toBe(2);
  expect(readyAmong(rows, [], true)).toBeNull();
  expect(readyAmong(rows, ["ready"], true)).toBeNull();
  expect(readyAmong([], ["rejected"], true)).toBe(0);
});
