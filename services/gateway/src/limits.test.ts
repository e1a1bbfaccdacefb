import { expect, test } from "vitest";
import { defaultLimits, Limiters } from "./limits.ts";

test("GTW-23 one IPv6 /64 is one address, however its owner rotates within it", async () => {
  const two = { requests: 2, seconds: 60 };
  const limiters = new Limiters({ ...defaultLimits, perAddress: two, authPerAddress: two });
  for (const allows of [limiters.allowsAddress, limiters.allowsAuth]) {
    expect(await allows("2001:db8:0:1::1")).toBe(true);
    expect(await allows("2001:db8:0:1:aaaa::2")).toBe(true);
    expect(await allows("2001:db8:0:1:ffff:ffff:ffff:ffff")).toBe(false);
    expect(await allows("2001:db8:0:2::1")).toBe(true);
    expect(await allows("::ffff:203.0.113.9")).toBe(true);
    expect(await allows("203.0.113.9")).toBe(true);
    expect(await allows("203.0.113.9")).toBe(false);
  }
});

test("GTW-23 calls are counted, however many a request carries", async () => {
  const limiters = new Limiters({ ...defaultLimits, perSession: { requests: 20, seconds: 60 } });
  expect(await limiters.allowsSession("one", 15)).toBe(true);
  expect(await limiters.allowsSession("one", 6)).toBe(false);
  expect(await limiters.allowsSession("other", 20)).toBe(true);
  expect(await limiters.allowsSession("other")).toBe(false);
});
