import { describeError, domainError, type DomainError } from "@practicum/contracts/error";
import { TRPCClientError } from "@trpc/client";

/**
 * What went wrong, as the contracts name it. A failure without a name from the contracts (network down, gateway away, an
 * aborted request) is `try-again`: the command id makes a repeat safe.
 */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof TRPCClientError) {
    const data: unknown = error.data;
    if (typeof data === "object" && data !== null && "domain" in data) {
      const parsed = domainError.safeParse(data.domain);
      if (parsed.success) return dropAbsent(parsed.data);
    }
    if (typeof data === "object" && data !== null && "code" in data && data.code === "UNAUTHORIZED")
      return { code: "not-signed-in" };
    return data === null || data === undefined ? { code: "try-again" } : { code: "internal" };
  }
  return { code: "internal" };
}

function dropAbsent({ code, field, fields, detail }: ReturnType<typeof domainError.parse>): DomainError {
  return {
    code,
    ...(field === undefined ? {} : { field }),
    ...(fields ? { fields } : {}),
    ...(detail ? { detail } : {}),
  };
}

/** The words for the person at the screen. */
export function errorText(error: unknown): string {
  return describeError(toDomainError(error));
}

/** Whether there is too much to do for it now; it is not done then, and another try is worth while. */
export function isBusy(error: unknown): boolean {
  const { code, detail } = toDomainError(error);
  return code === "try-again" && detail?.["busy"] === 1;
}

/** The words with what each field says of itself, for a screen that has no place at the fields. */
export function describeFields(error: DomainError): string {
  return error.fields?.map((one) => one.message).join(" ") || describeError(error);
}

/** Whether the command may have run all the same, so that only the same command id makes a repeat safe. */
export function isUncertain(error: DomainError): boolean {
  return error.code === "try-again" || error.code === "internal";
}
