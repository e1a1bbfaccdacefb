/**
 * All that a log entry may hold. It is a closed list, so that patient data has no way in: there is no field for a message,
 * an input, a payload or a record's id. `error` is an `errorLabel` of packages/db.
 */
export interface LogEntry {
  readonly event:
    | "started"
    | "stopping"
    | "stopped"
    | "migrated"
    | "request"
    | "consumed"
    | "consumer-failed"
    | "dead-letter"
    | "timer-fired"
    | "timer-failed"
    | "worker-failed"
    | "relay-failed"
    | "store-changed"
    | "disk-low"
    | "disk-full"
    | "disk-has-room"
    | "lines-lost"
    | "link-left-alone"
    | "certificate-taken"
    | "certificate-refused"
    | "bus-problem"
    | "crashed";
  readonly service: string;
  readonly practiceId?: string;
  readonly traceId?: string;
  /** The operation's, consumer's, timer's or worker's name; a link's, where one lies among the files that wait. */
  readonly name?: string;
  readonly code?: string;
  readonly durationMs?: number;
  readonly attempt?: number;
  readonly count?: number;
  readonly error?: string;
}

export interface Log {
  info(entry: LogEntry): void;
  warn(entry: LogEntry): void;
  error(entry: LogEntry): void;
}

export const silentLog: Log = { info() {}, warn() {}, error() {} };
