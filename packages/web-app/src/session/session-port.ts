import type { DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import type { Result } from "@practicum/kernel/result";

/** How people sign in and out. The clinic's goes to the gateway; the sandbox's picks a role. */
export interface SessionPort {
  /** The practice that this browser is told of: the only one, or the one that somebody signed in to from here. Without one its name is typed. */
  practices(): Promise<{
    readonly known: PracticeChoice | undefined;
    readonly others: boolean;
    /** Nobody can sign in yet: the installation waits for its practice. */
    readonly founding: boolean;
  }>;
  signIn(input: {
    readonly practice: string;
    readonly email: string;
    readonly password: string;
  }): Promise<Result<SignInStep, DomainError>>;
  /** The second step, when {@link signIn} asked for it. */
  verifyCode(code: string): Promise<Result<"signed-in", DomainError>>;
  /** Sets up a second factor, when {@link signIn} asked for it; then one is signed in. Absent where nobody has a password. */
  enrol?(password: string): Promise<Result<FactorSetup, DomainError>>;
  confirmEnrolment?(code: string): Promise<Result<"signed-in", DomainError>>;
  /** Sets a password by a manager's code: the first one, or a forgotten one. Absent where nobody has a password. */
  setPassword?(input: {
    readonly practice: string;
    readonly email: string;
    readonly code: string;
    readonly newPassword: string;
  }): Promise<Result<"set", DomainError>>;
  /** Shows again who one is, for what asks for it. Absent where nobody has a password; then nothing asks for it. */
  confirm?(
    shown: { readonly password: string } | { readonly code: string } | { readonly passkey: true },
  ): Promise<Result<"confirmed", DomainError>>;
  /** Signs in by a passkey alone, or as the second step. Absent where nobody has a password. */
  signInByPasskey?(purpose: "sign-in" | "second-step", practice: string): Promise<Result<"signed-in", DomainError>>;
  /** Makes a passkey the second factor, when {@link signIn} asked for one; then one is signed in. */
  enrolPasskey?(name: string): Promise<Result<"signed-in", DomainError>>;
  signOut(): Promise<void>;
  /** Says that the person is there; called at most once a minute, on real input. */
  activity(): void;
  /** Minutes of absence after which the session ends; null when it never does. */
  idleMinutes(): Promise<number | null>;
}

export interface PracticeChoice {
  /** Short name of the practice. */
  readonly slug: string;
  readonly name: string;
  /** A practice of made-up people. */
  readonly demonstration: boolean;
}

/** `enrol-needed`: the practice asks for a second factor, and there is none yet. */
export type SignInStep = "signed-in" | "code-needed" | "passkey-needed" | "enrol-needed";

/** What an authenticator needs to be set up. */
export interface FactorSetup {
  /** `otpauth:`, as a QR code or a link. */
  readonly uri: string;
  /** Each opens once, where the telephone is lost. */
  readonly backupCodes: readonly string[];
}

/** Now, for the screens. The sandbox's can be moved. */
export interface ScreenClock {
  now(): Instant;
  /** Tells each time the clock was moved; absent where it only runs. */
  readonly onMoved?: (listener: () => void) => () => void;
}
