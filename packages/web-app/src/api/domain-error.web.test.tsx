import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { errorText, isUncertain, toDomainError } from "./domain-error.ts";

const answered = (data: unknown) =>
  TRPCClientError.from({ error: { code: -32_600, message: "", data } } as Parameters<typeof TRPCClientError.from>[0]);

test("the contract's error comes through with its field and detail", () => {
  const domain = { code: "too-many-attempts", field: "email", detail: { minutes: 5 } };
  const error = answered({ code: "TOO_MANY_REQUESTS", domain });
  expect(toDomainError(error)).toEqual(domain);
  expect(errorText(error)).toContain("Wait 5 minutes");
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
