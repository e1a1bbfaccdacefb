import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { addressOf } from "./guard.ts";

function from(remoteAddress: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers["x-forwarded-for"] = forwarded;
  return request;
}

test("GTW-22 a forwarded address counts only behind as many proxies as are configured", () => {
  const behind = (trustedProxies: number, forwarded?: string) =>
    addressOf({ origins: new Set(), trustedProxies }, from("10.0.0.1", forwarded));
  expect(behind(0, "198.51.100.7")).toBe("10.0.0.1");
  expect(behind(1, "198.51.100.7")).toBe("198.51.100.7");
  // What the caller wrote stands at the left; the proxies add to the right.
  expect(behind(1, "1.1.1.1, 198.51.100.7")).toBe("198.51.100.7");
  expect(behind(2, "1.1.1.1, 198.51.100.7, 10.0.0.9")).toBe("198.51.100.7");
  expect(behind(2, "198.51.100.7")).toBe("10.0.0.1");
  expect(behind(1, "not an address")).toBe("10.0.0.1");
  expect(behind(1)).toBe("10.0.0.1");
});
