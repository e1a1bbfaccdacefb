import { afterEach, expect, test } from "vitest";
import { stubGateway, type StubGateway } from "./testing/stub-gateway.ts";

let stub: StubGateway;
afterEach(() => stub.stop());

const PRACTICE = "00000000-0000-7000-8000-000100000001";

test("GTW-116 of a restricted chart a person's stream tells nothing unless it opens to that person, and never to whom it does", async () => {
  stub = await stubGateway();
  const [left, shut] = [stub.staffIdOf(1, 1), stub.staffIdOf(1, 2)];
  const stop = new AbortController();
  const open = async (person: number) => {
    const input = encodeURIComponent(JSON.stringify({ staffId: stub.staffIdOf(1, person) }));
    const response = await fetch(`http://127.0.0.1:${stub.gateway.port}/api/trpc/live.changes?input=${input}`, {
      headers: { cookie: stub.cookieOf(1, person) },
      signal: stop.signal,
    });
    const reader = response.body?.getReader();
    let text = "";
    return async (word: string) => {
      while (!text.includes(word)) {
        const part = await reader?.read();
        if (part?.done !== false) break;
        text += new TextDecoder().decode(part.value);
      }
      return text;
    };
  };
  const [one, other] = [await open(1), await open(2)];
  await Promise.all([one("live.here"), other("live.here")]);
  const others = (staffIds: readonly string[], more: object = {}) => ({
    restrictions: [{ shuts: "others", staffIds, roles: [], ...more }],
    opened: [],
  });
  const tell = (n: string, hearing?: object) =>
    stub.bus.broadcast(PRACTICE, {
      name: "billing.claim-changed.v1",
      keys: { n },
      ...(hearing === undefined ? {} : { hearing: JSON.parse(JSON.stringify(hearing)) }),
    });
  tell("to-one", others([left]));
  tell("to-other", { restrictions: [{ shuts: "named", staffIds: [left], roles: [] }], opened: [] });
  tell("to-role", others([], { roles: ["biller"] }));
  tell("by-glass", { ...others([]), opened: [shut] });
  tell("unreadable", { restrictions: "?" });
  tell("to-all");
  const namesIn = (text: string) => [...text.matchAll(/"n":"([\w-]+)"/g)].map(([, n]) => n);
  const [toOne, toOther] = [await one("to-all"), await other("to-all")];
  expect(namesIn(toOne)).toEqual(["to-one", "to-role", "to-all"]);
  expect(namesIn(toOther)).toEqual(["to-other", "to-role", "by-glass", "to-all"]);
  for (const text of [toOne, toOther]) expect(text).not.toMatch(/hearing|restrictions|staffIds/);
  stop.abort();
});
