/**
 * Which of a service's tables say whose a row is, and what becomes of each when two records of one person are merged (SCH-126). A test over the
 * catalog holds the list against the database.
 */
export interface PatientTables<At = never> {
  readonly tables: readonly PatientTable[];
  /** What else has to be put in order once rows have moved, of the records whose owners are given; done again it changes nothing. */
  readonly arrange?: (context: At, owners: ReadonlyMap<string, string>) => Promise<void>;
}

export interface PatientTable {
  readonly table: string;
  /** The column that names a row, or an expression in which `$` stands for the row. Several rows may share it where they are of one patient. */
  readonly key: string;
  /** Of what type the key is, where it is no uuid. */
  readonly keyIs?: "uuid" | "bigint" | "text";
  /** Why its rows stay with the record that they were written for. */
  readonly stays?: string;
  /** What a patient has once. Where both have it the survivor's stands; the duplicate's waits with the duplicate, unless it yields. */
  readonly once?: readonly Once[];
  /** What a row hangs on: where that goes home, a row that was added meanwhile goes with it. The first that is named counts. */
  readonly of?: readonly Parent[];
  /** Columns that name the patient in their text, too. */
  readonly names?: readonly { readonly column: string; readonly as: "jsonb" | "text" }[];
  /** What people call its rows when they are counted. */
  readonly counted?: string;
}

/** `$` stands for the row. */
interface Once {
  readonly same: readonly string[];
  readonly where?: string;
  /** The column that is emptied so that the row can go along; it gets its text back at home. */
  readonly yields?: string;
}

interface Parent {
  readonly table: string;
  readonly key: string;
  /** What of the row names the parent; `$` stands for the row. */
  readonly by: string;
}
