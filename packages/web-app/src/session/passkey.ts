import type { PasskeyCreated, PasskeyShown } from "@practicum/contracts/auth";
import type { DomainError } from "@practicum/contracts/error";
import { err, ok, type Result } from "@practicum/kernel/result";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

/** Whether this browser knows passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === "function";
}

/** Asks the person's device for a new passkey. What it is asked with is the server's. */
export async function createPasskey(options: unknown): Promise<Result<PasskeyCreated, DomainError>> {
  try {
    const { startRegistration } = await import("@simplewebauthn/browser");
    // The server made it for this; the browser checks it.
    const made = await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON });
    const { clientDataJSON, attestationObject, transports = [] } = made.response;
    return ok({ id: made.id, clientDataJSON, attestationObject, transports: [...transports] });
  } catch (failure) {
    return err({ code: isName(failure, "InvalidStateError") ? "passkey-here-already" : "passkey-not-shown" });
  }
}

/** Asks the person's device to show one. */
export async function showPasskey(options: unknown): Promise<Result<PasskeyShown, DomainError>> {
  try {
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const { id, response } = await startAuthentication({
      optionsJSON: options as PublicKeyCredentialRequestOptionsJSON,
    });
    const { clientDataJSON, authenticatorData, signature, userHandle = null } = response;
    return ok({ id, clientDataJSON, authenticatorData, signature, userHandle });
  } catch {
    // Said no, waited too long, has none: a browser does not say which, so that no page learns what somebody has.
    return err({ code: "passkey-not-shown" });
  }
}

function isName(failure: unknown, name: string): boolean {
  return failure instanceof Error && failure.name === name;
}
