import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { describeFields, errorText, isBusy, isUncertain, toDomainError } from "./domain-error.ts";

const answered = (data: unknown) =>
  TRPCClientError.from({ error: { code: -32_600, message: "", data } } as Parameters<typeof TRPCClientError.from>[0]);

test("the contract's error comes through with its field and detail", () => {
  const domain = { code: "too-many-attempts", field: "email", detail: { minutes: 5 } };
  const error = answered({ code: "TOO_MANY_REQUESTS", domain });
  expect(toDomainError(error)).toEqual(domain);
  expect(errorText(error)).toContain("Try again in 5 min");
});

test("no answer at all is worth another try, and may have been done; so may what broke on the far side", () => {
  const lost = toDomainError(TRPCClientError.from(new TypeError("Failed to fetch")));
  expect(lost).toEqual({ code: "try-again" });
  expect([isUncertain(lost), isUncertain({ code: "internal" }), isUncertain({ code: "stale-version" })]).toEqual([
    true,
    true,
    false,
  ]);
});

test("an error that the contract does not know is not shown as one of its own", () => {
  expect(toDomainError(answered({ code: "BAD_REQUEST", domain: { code: "no-such-code" } }))).toEqual({
    code: "internal",
  });
  expect(toDomainError(answered({ code: "UNAUTHORIZED" }))).toEqual({ code: "not-signed-in" });
  expect(toDomainError(new Error("a bug of ours"))).toEqual({ code: "internal" });
});

test("what is too much to do now is told from what did not answer, and from another number of the same error", () => {
  const busy = (detail: object) =>
    isBusy(answered({ code: "TOO_MANY_REQUESTS", domain: { code: "try-again", detail } }));
  expect([busy({ busy: 1 }), busy({ busy: 0 }), busy({})]).toEqual([true, false, false]);
  expect(isBusy(answered({ code: "X", domain: { code: "too-many-attempts", detail: { busy: 1 } } }))).toBe(false);
  expect(isBusy(TRPCClientError.from(new TypeError("Failed to fetch")))).toBe(false);
});

test("an error of the contract is taken whole, without what it does not say; a screen without fields says all of theirs", () => {
  const fields = [
    { field: "a", message: "First." },
    { field: "b", message: "Second." },
  ];
  const whole = toDomainError(answered({ code: "BAD_REQUEST", domain: { code: "invalid-input", field: "a", fields } }));
  expect(whole).toEqual({ code: "invalid-input", field: "a", fields });
  expect(Object.keys(toDomainError(answered({ code: "X", domain: { code: "stale-version" } })))).toEqual(["code"]);
  expect(describeFields(whole)).toBe("First. Second.");
  const bare = { code: "stale-version" } as const;
  expect([describeFields(bare), describeFields({ ...bare, fields: [] })]).toEqual([
    errorOf(bare.code),
    errorOf(bare.code),
  ]);
});

test("an answer without data is no answer; one of a form that nobody knows is a fault of the far side", () => {
  expect([toDomainError(answered(null)), toDomainError(answered(undefined))]).toEqual([
    { code: "try-again" },
    { code: "try-again" },
  ]);
  expect([
    toDomainError(answered("text")),
    toDomainError(answered({})),
    toDomainError(answered({ code: "FORBIDDEN" })),
  ]).toEqual([{ code: "internal" }, { code: "internal" }, { code: "internal" }]);
});

function errorOf(code: "stale-version"): string {
  return errorText(answered({ code: "CONFLICT", domain: { code } }));
}
