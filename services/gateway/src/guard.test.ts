import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { addressOf, loopbackOrigins, originOf } from "./guard.ts";

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

test("GTW-103 the page's address is told where it is one of ours, and no other", () => {
  const of = (origins: readonly string[], origin?: string) => {
    const request = from("10.0.0.1");
    if (origin !== undefined) request.headers["origin"] = origin;
    return originOf({ origins: new Set(origins), trustedProxies: 0 }, request);
  };
  const ours = ["https://north.example", "https://clinic.example:8443"];
  expect(of(ours, "https://north.example")).toBe("https://north.example");
  expect(of(ours, "https://North.Example")).toBe("https://north.example");
  expect(of(ours, "https://clinic.example:8443")).toBe("https://clinic.example:8443");
  expect(of(ours, "https://clinic.example")).toBeNull();
  expect(of(ours, "http://north.example")).toBeNull();
  expect(of(ours, "null")).toBeNull();
  expect(of(ours)).toBeNull();
  expect(of(loopbackOrigins(3400), "http://localhost:3400")).toBe("http://localhost:3400");
});
