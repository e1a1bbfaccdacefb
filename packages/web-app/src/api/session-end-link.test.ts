import { createTRPCClient, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "@practicum/api/router-types";
import { expect, test } from "vitest";
import { createSessionLife, sessionEndLink } from "./session-end-link.ts";

/** The end of the line: answers when told to. */
function slowService() {
  const asked: string[] = [];
  let answer = () => {};
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        asked.push(op.path);
        answer = () => {
          observer.next({ result: { type: "data", data: {} } });
          observer.complete();
        };
      });
  return { asked, link, answer: () => answer() };
}

test("while the session lasts, answers come", async () => {
  const service = slowService();
  const client = createTRPCClient<AppRouter>({ links: [sessionEndLink(createSessionLife()), service.link] });
  const asking = client.identity.me.query({});
  service.answer();
  expect(await asking).toEqual({});
});

test("an answer that comes after the session reaches nobody, and nothing more is asked", async () => {
  const service = slowService();
  const life = createSessionLife();
  const client = createTRPCClient<AppRouter>({ links: [sessionEndLink(life), service.link] });
  const told: string[] = [];
  void client.identity.me.query({}).then(
    () => told.push("answered"),
    () => told.push("failed"),
  );
  expect(service.asked).toEqual(["identity.me"]);
  life.end();
  service.answer();
  void client.identity.me.query({}).then(
    () => told.push("answered"),
    () => told.push("failed"),
  );
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([]);
  expect(service.asked).toEqual(["identity.me"]);
});
