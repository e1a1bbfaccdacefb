import type { Permission, Role } from "@practicum/contracts/permission";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import type { KeyHelpGroup } from "@practicum/ui/keyboard-help.tsx";
import type { Session } from "../session/session-context.ts";
import type { Icon } from "@tabler/icons-react";
import type { LazyPage } from "./lazy-page.tsx";

/** What a workflow tells the shell. Its routes are in its own `routes.ts` and are added in `route-tree.ts`. */
export interface Workflow {
  readonly id: string;
  readonly nav: readonly NavEntry[];
  /** Where these roles begin their day. */
  readonly homes: { readonly [R in Role]?: string };
  /** Tabs of the patient page. */
  readonly patientTabs: readonly PatientTab[];
  readonly guarded?: readonly GuardedPage[];
  readonly verbs: readonly PaletteVerb[];
  /** Workspaces beside any page, opened by `useDock().open(name, about)`. */
  readonly docks: readonly DockEntry[];
  readonly keys: readonly KeyHelpGroup[];
}

/** An entry of the rail. */
export interface NavEntry {
  readonly label: string;
  /** Where a word that is wider than the rail may be divided: ["Contra", "dictions"]. */
  readonly syllables?: readonly string[];
  readonly icon: Icon;
  readonly to: string;
  readonly permission: Permission;
  /** What waits behind it, as a number on it and in words. */
  readonly badge?: (session: Session) => { readonly count: number; readonly words: string };
  /** Place in the rail, small first: Schedule 10, Flow 20, Today 25, Patients 30, Inbox 40, Money 50, Reports 60, Admin 70. */
  readonly order: number;
}

/** A tab of `/p/$patientId`. */
export interface PatientTab {
  readonly label: string;
  /** The last part of the address: `/p/$patientId/insurance` is "insurance". */
  readonly path: string;
  readonly permission: Permission;
  readonly order: number;
}

/** Pages at an address and below it that only who has the permission opens: for others there is no such page, whatever it could show. */
export interface GuardedPage {
  readonly to: string;
  readonly permission: Permission;
}

/** A command of the palette: by its words alone, or with a patient ("book maria"). */
export interface PaletteVerb {
  readonly id: string;
  readonly label: string;
  /** First words that call it, lower case: `["book", "schedule"]`. */
  readonly words: readonly string[];
  readonly icon: Icon;
  readonly permission: Permission;
  /** Where it leads without a patient; null when it needs one. */
  readonly to: string | null;
  /** Where it leads with a patient; ids only. */
  readonly toWithPatient: ((patient: PatientMatch) => string) | null;
}

/** A workspace that lies beside the page. Its place is in the address: `?dock=check-in&about=<id>`. */
export interface DockEntry {
  readonly name: string;
  readonly title: string;
  readonly permission: Permission;
  /** Loaded when it is first opened, or before. */
  readonly content: LazyPage<DockContentProps>;
}

export interface DockContentProps {
  /** The id it is about, from the address. */
  readonly about: string | null;
  /** A time slot, from the address: `2026-11-22T08:15@<resource id>`. */
  readonly at: string | null;
  readonly onDone: () => void;
}
