import type { ActorKind } from "@practicum/contracts/actor";
import type { AccountNoticeKind, SignInPolicy } from "@practicum/contracts/identity/account";
import type { OwnRoleInput } from "@practicum/contracts/identity/own-roles";
import type { SnoopPolicy } from "@practicum/contracts/identity/snooping";
import type { AccountRequest } from "@practicum/contracts/identity/second-person";
import type { Permission, Role } from "@practicum/contracts/permission";
import type { Address } from "@practicum/contracts/schema";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Instant } from "@practicum/kernel/instant";
import type { StaffInput } from "../domain/staff.ts";

export interface StaffTable {
  readonly staff_id: Id<"staff">;
  readonly email: string;
  readonly family: string;
  readonly given: string;
  readonly credential: string;
  readonly roles: Role[];
  readonly npi: string | null;
  readonly taxonomy: string | null;
  readonly dea: string | null;
  readonly supervisor_id: Id<"staff"> | null;
  readonly active: boolean;
  readonly own_roles: Id<"own-role">[];
  /** What follows from the own roles (IDN-152). */
  readonly granted: Permission[];
  readonly withheld: Permission[];
  /** Until when one who could decide as the second person, and cannot any more, still counts (IDN-79). */
  readonly decided_until?: Instant | null;
  readonly version: number;
}

export interface AccountRequestTable {
  readonly request_id: Id<"account-request">;
  readonly kind: AccountRequest["kind"];
  /** Null where it is about the sign-in policy. */
  readonly staff_id: Id<"staff"> | null;
  /** The change of a person as it was asked for. */
  readonly wanted: StaffInput | null;
  /** The policy as it was asked for. */
  readonly policy?: SignInPolicy | null;
  /** A role of the practice's own as it was asked for, and what it would open. */
  readonly own_role_id?: Id<"own-role"> | null;
  readonly own_role?: OwnRoleWish | null;
  readonly asked_by_id: Id<"staff">;
  readonly asked_by: string;
  readonly asked_at: Instant;
  readonly status: AccountRequest["status"];
  readonly decided_by_id: Id<"staff"> | null;
  readonly decided_by: string | null;
  readonly decided_at: Instant | null;
}

export interface PermissionUseTable {
  readonly staff_id: Id<"staff">;
  readonly permission: string;
  readonly day: LocalDate;
  readonly uses: number;
}

/** Prints of a patient's name and address; null where only the restriction is known yet. */
export interface PatientTraitTable {
  readonly patient_id: Id<"patient">;
  readonly version: number;
  readonly name_print: string | null;
  readonly family_print: string | null;
  readonly address_print: string | null;
  readonly restricted_version: number;
  readonly restricted: boolean;
}

export interface PatientVisitTable {
  readonly appointment_id: Id<"appointment">;
  readonly patient_id: Id<"patient">;
  readonly date: LocalDate;
  readonly takes_place: boolean;
  readonly version: number;
}

export interface AccessReviewTable {
  readonly review_id: Id<"access-review">;
  readonly staff_id: Id<"staff">;
  readonly patient_id: Id<"patient">;
  readonly day: LocalDate;
  readonly version: number;
  readonly outcome: "cleared" | "escalated";
  readonly note: string;
  readonly by_id: Id<"staff">;
  readonly by_name: string;
  readonly at: Instant;
}

export interface SnoopingPolicyTable {
  readonly version: number;
  readonly policy: Omit<SnoopPolicy, "version">;
  readonly by_name: string;
  readonly at: Instant;
}

export interface OwnRoleWish {
  readonly input: OwnRoleInput;
  readonly opens: readonly { readonly permission: Permission; readonly people: number }[];
}

/** Each version of an own role is a row that stays; the newest counts. */
export interface OwnRoleTable {
  readonly role_id: Id<"own-role">;
  readonly version: number;
  readonly name: string;
  readonly base: Role;
  readonly added: Permission[];
  readonly removed: Permission[];
  readonly retired: boolean;
  readonly by_name: string;
  readonly at: Instant;
}

export interface LocationTable {
  readonly location_id: Id<"location">;
  readonly name: string;
  readonly address: Address;
  readonly phone: string;
  readonly npi: string | null;
  readonly place_of_service: string;
  readonly active: boolean;
  readonly version: number;
}

/** One row. */
export interface PracticeProfileTable {
  readonly one: boolean;
  readonly name: string;
  readonly npi: string;
  readonly tax_id: string;
  readonly taxonomy: string;
  readonly billing_address: Address;
  readonly phone: string;
  readonly clia: string | null;
  readonly time_zone: string;
  readonly version: number;
}

export interface AuditEntryTable {
  readonly sequence: number;
  readonly event_id: Id<"event">;
  readonly at: Instant;
  readonly received_at: Instant | null;
  readonly actor_kind: ActorKind;
  readonly actor_name: string;
  readonly staff_id: Id<"staff"> | null;
  readonly actor_id: string | null;
  readonly session_id: string | null;
  readonly roles: readonly string[];
  readonly service: string;
  readonly operation: string;
  readonly kind: "command" | "query";
  readonly permission: string;
  readonly patient_ids: readonly Id<"patient">[];
  readonly outcome: string;
  readonly command_id: string | null;
  readonly about_staff_id: Id<"staff"> | null;
  readonly hash: string;
}

/** One row: the chain's end, locked while an entry is added. */
export interface AuditHeadTable {
  readonly one: boolean;
  readonly sequence: number;
  readonly hash: string;
}

export interface SignInCodeTable {
  readonly staff_id: Id<"staff">;
  readonly code_hash: string;
  readonly expires_at: Instant;
  readonly tries: number;
}

/** Browsers that a person was signed in from, each by the hash of its mark. */
export interface KnownDeviceTable {
  readonly staff_id: Id<"staff">;
  readonly device_hash: string;
  readonly seen_at: Instant;
}

export interface SessionConfirmationTable {
  readonly session_id: string;
  readonly confirmed_at: Instant;
}

export interface AttemptTable {
  /** SHA-256 of the kind and what is counted, so that the table tells nobody who tried. */
  readonly key: string;
  readonly count: number;
  readonly since: Instant;
}

/** better-auth's tables under our names; it reads and writes them in `node/`, here only what a change of staff needs. */
export interface AuthUserTable {
  readonly id: string;
  readonly staff_id: Id<"staff">;
  readonly name: string;
  readonly email: string;
  readonly two_factor_enabled?: boolean | null;
  readonly updated_at: Instant;
}

export interface AuthTwoFactorTable {
  readonly user_id: string;
  /** False until its person has shown a code. */
  readonly verified?: boolean | null;
}

/** A public key by which a person shows who it is (WebAuthn); the private one never leaves the person's device or its maker's safe. */
export interface PasskeyTable {
  /** As the authenticator calls it: base64url. */
  readonly passkey_id: string;
  readonly staff_id: Id<"staff">;
  readonly name: string;
  /** The name in the address that it is for: the relying party's id. */
  readonly host: string;
  /** COSE key, base64url. */
  readonly public_key: string;
  /** How often it was used, as it says; 0 for good where it does not count. */
  readonly counter: number;
  readonly transports: string[];
  readonly synced: boolean;
  readonly added_at: Instant;
  readonly used_at: Instant | null;
}

export interface AuthSessionTable {
  readonly id: string;
  readonly user_id: string;
  readonly expires_at: Instant;
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly user_agent: string | null;
}

export interface AuthVerificationTable {
  readonly id: string;
  readonly expires_at: Instant;
}

export interface FoundingTable {
  readonly one: boolean;
  /** Of the first manager: so trying again makes no second one. */
  readonly staff_id: Id<"staff">;
  /** Null once the link was opened. */
  readonly link_hash: string | null;
  readonly link_expires_at: Instant;
  readonly browser_hash: string | null;
  readonly browser_expires_at: Instant | null;
}

export interface AccountNoticeTable {
  readonly notice_id: Id<"account-notice">;
  readonly staff_id: Id<"staff">;
  readonly kind: AccountNoticeKind;
  readonly by: string;
  readonly detail: string;
  readonly at: Instant;
  readonly read_at: Instant | null;
}

/** One row, or none where the practice has said nothing. */
export interface SignInPolicyTable {
  readonly one: boolean;
  readonly roles: Role[];
  readonly grace_days: number;
  readonly version: number;
}

export interface SecondFactorGraceTable {
  readonly staff_id: Id<"staff">;
  readonly began_at: Instant;
}

export interface SessionEnrolmentTable {
  readonly session_id: string;
}

export interface IdentitySchema {
  readonly own_role: OwnRoleTable;
  readonly patient_trait: PatientTraitTable;
  readonly patient_visit: PatientVisitTable;
  readonly access_review: AccessReviewTable;
  readonly snooping_policy: SnoopingPolicyTable;
  readonly permission_use: PermissionUseTable;
  readonly account_notice: AccountNoticeTable;
  readonly sign_in_policy: SignInPolicyTable;
  readonly second_factor_grace: SecondFactorGraceTable;
  readonly session_enrolment: SessionEnrolmentTable;
  readonly founding: FoundingTable;
  readonly staff: StaffTable;
  readonly location: LocationTable;
  readonly practice_profile: PracticeProfileTable;
  readonly audit_entry: AuditEntryTable;
  readonly audit_head: AuditHeadTable;
  readonly sign_in_code: SignInCodeTable;
  readonly known_device: KnownDeviceTable;
  readonly session_confirmation: SessionConfirmationTable;
  readonly attempt: AttemptTable;
  readonly auth_user: AuthUserTable;
  readonly auth_session: AuthSessionTable;
  readonly auth_two_factor: AuthTwoFactorTable;
  readonly passkey: PasskeyTable;
  readonly account_request: AccountRequestTable;
  readonly auth_verification: AuthVerificationTable;
}
