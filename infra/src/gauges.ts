/** One measured value; labels are names of services, practices and disks, never data of a patient (SVC-44). */
export interface Gauge {
  readonly name: GaugeName;
  readonly labels: Readonly<Partial<Record<LabelName, string>>>;
  readonly value: number;
}

/** A closed list, so that nothing else has a way in. */
export type LabelName = "practice" | "service";

export const GAUGES = {
  practicum_up: "1 where the gateway and every service do their work",
  practicum_events_unpublished: "Events that are committed and not yet published",
  practicum_event_lag_seconds: "Age of the oldest event that is not yet published",
  practicum_timers_due: "Timers whose time has come and that have not fired",
  practicum_timers_late_seconds: "How long the oldest of them is due",
  practicum_dead_letters: "Work that failed as often as it may and waits for a person",
  practicum_practice_paused: "1 where the operator paused the practice",
  practicum_disk_free_bytes: "Free space where the data folder is",
  practicum_disk_total_bytes: "Size of that disk",
  practicum_backup_age_seconds: "Since the newest backup; absent without one",
  practicum_drill_age_seconds: "Since a backup was last tried; absent without a drill",
  practicum_certificate_seconds_left: "Until the gateway's own certificate ends; absent without one",
  practicum_collected_seconds: "How long these values took",
} as const;
export type GaugeName = keyof typeof GAUGES;

/** The text that Prometheus reads (exposition format 0.0.4). */
export function renderGauges(gauges: readonly Gauge[]): string {
  const lines: string[] = [];
  for (const [name, help] of Object.entries(GAUGES)) {
    const own = gauges.filter((gauge) => gauge.name === name);
    if (own.length === 0) continue;
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
    for (const { labels, value } of own) lines.push(`${name}${labelsOf(labels)} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}

function labelsOf(labels: Gauge["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll(/[^\w.-]/g, "_")}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
