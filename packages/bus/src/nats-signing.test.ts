import { expect, test } from "vitest";
import { makeKeyPair, Signer, type SignedMessage } from "./nats-signing.ts";

const gateway = makeKeyPair("gateway", "gateway-1", ["requests"]);
const billing = makeKeyPair("billing", "billing-1", ["events"]);
const trusted = [gateway.known, billing.known];
const NOW_MS = Date.parse("2026-11-28T12:00:00Z");
const at = (nowMs: number) => () => nowMs;

const asGateway = new Signer({ own: gateway.own, trusted }, at(NOW_MS));
const asBilling = new Signer({ own: billing.own, trusted }, at(NOW_MS));
const request: SignedMessage = { subject: "svc.identity.saveStaff", text: '{"practiceId":"p","input":{}}' };
const events: SignedMessage[] = [1, 2, 3].map((n) => ({ subject: `evt.p.billing.done.v1`, text: `{"n":${n}}` }));

test("a signed request is the gateway's, as it was sent and while it is young", () => {
  const signed = asGateway.sign("requests", [request]);
  expect(asBilling.signerOf("requests", request, signed)).toBe("gateway");
  const bytes = { ...request, text: new TextEncoder().encode(String(request.text)) };
  expect(asBilling.signerOf("requests", bytes, signed)).toBe("gateway");
  for (const [minutes, who] of [
    [1.9, "gateway"],
    [2.1, undefined],
    [-2.1, undefined],
  ] as const) {
    const later = new Signer({ own: billing.own, trusted }, at(NOW_MS + minutes * 60_000));
    expect(later.signerOf("requests", request, signed)).toBe(who);
  }
});

test("another operation, another practice, actor or body, another time or another's key: nobody signed it", () => {
  const signed = asGateway.sign("requests", [request]);
  const [keyId, time, signature] = signed.split(" ");
  const refused = (message: SignedMessage, text: string) =>
    expect(asBilling.signerOf("requests", message, text)).toBeUndefined();
  refused({ ...request, subject: "svc.identity.saveLocation" }, signed);
  refused({ ...request, text: '{"practiceId":"q","input":{}}' }, signed);
  refused(request, `${keyId} ${Number(time) + 1} ${signature}`);
  refused(request, `billing-1 ${time} ${signature}`);
  refused(request, `nobody-1 ${time} ${signature}`);
  for (const text of ["", " ", "gateway-1", `${keyId} ${time}`, `${keyId} ${time} AAAA`, `${signed} ${signed}`])
    refused(request, text);
});

test("who tells may not ask, and who asks may not tell", () => {
  expect(asGateway.signerOf("requests", request, asBilling.sign("requests", [request]))).toBeUndefined();
  expect(asBilling.signerOf("events", events[0]!, asGateway.sign("events", [events[0]!]))).toBeUndefined();
  // And what was signed as an event is no request of the same text.
  const both = makeKeyPair("both", "both-1", ["requests", "events"]);
  const signer = new Signer({ own: both.own, trusted: [both.known] }, at(NOW_MS));
  expect(signer.signerOf("requests", request, signer.sign("events", [request]))).toBeUndefined();
  expect(signer.signerOf("requests", request, signer.sign("requests", [request]))).toBe("both");
});

test("one signature stands for all events that are sent together, and for no other", () => {
  const signed = asBilling.sign("events", events);
  const reader = new Signer({ own: gateway.own, trusted }, at(NOW_MS + 20 * 86_400_000));
  for (const event of events) expect(reader.signerOf("events", event, signed)).toBe("billing");
  const other = { subject: "evt.p.billing.done.v1", text: '{"n":4}' };
  expect(reader.signerOf("events", other, signed)).toBeUndefined();
  // A hash that is put into the list was not signed, also after the list was found good.
  const [, , , otherHash] = asBilling.sign("events", [other, other]).split(" ");
  expect(reader.signerOf("events", other, `${signed},${otherHash!.split(",")[0]}`)).toBeUndefined();
  expect(reader.signerOf("events", events[1]!, signed)).toBe("billing");
});

test("a key that was replaced is believed until its day, and one that was withdrawn no more", () => {
  const next = makeKeyPair("billing", "billing-2", ["events"]);
  const old = asBilling.sign("events", events);
  const keyring = [{ ...billing.known, acceptedUntil: "2026-12-10T00:00:00.000Z" }, next.known];
  const reader = (nowMs: number, known = keyring) => new Signer({ own: gateway.own, trusted: known }, at(nowMs));
  const fresh = new Signer({ own: next.own, trusted: keyring }, at(NOW_MS)).sign("events", events);
  for (const [day, ofOld] of [
    ["2026-12-09", "billing"],
    ["2026-12-11", undefined],
  ] as const) {
    const then = reader(Date.parse(day));
    expect(then.signerOf("events", events[0]!, old)).toBe(ofOld);
    expect(then.signerOf("events", events[0]!, fresh)).toBe("billing");
  }
  expect(reader(NOW_MS, [next.known]).signerOf("events", events[0]!, old)).toBeUndefined();
});
