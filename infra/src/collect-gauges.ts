import { operations } from "@practicum/contracts/operations";
import { judgeFiles } from "@practicum/gateway/certificate";
import { diskSpace } from "@practicum/service/disk-watch";
import { lastDrill } from "./backup/drill-kept.ts";
import { backupsIn } from "./backup/kept.ts";
import type { Gauge } from "./gauges.ts";
import type { Operator } from "./operator.ts";
import { SERVICES } from "./service-names.ts";
import type { Settings } from "./settings-schema.ts";
import { paths, runningInstance } from "./state.ts";

/** Everything that is measured now. What can't be asked is left out, so that an alert on its absence rings. */
export async function collectGauges(operator: Operator, settings: Settings, now: Date): Promise<readonly Gauge[]> {
  const startedMs = performance.now();
  const parts = await Promise.allSettled([
    upGauge(),
    ...operator.practices.flatMap((practice) => SERVICES.map((service) => waitingGauges(operator, practice, service))),
    diskGauges(),
    backupGauges(settings, now),
    certificateGauge(settings, now),
  ]);
  const gauges = parts.flatMap((part) => (part.status === "fulfilled" ? part.value : []));
  for (const { slug, paused } of operator.practices)
    gauges.push({ name: "practicum_practice_paused", labels: { practice: slug }, value: paused === true ? 1 : 0 });
  const seconds = (performance.now() - startedMs) / 1000;
  return [...gauges, { name: "practicum_collected_seconds", labels: {}, value: seconds }];
}

async function upGauge(): Promise<readonly Gauge[]> {
  const healthUrl = (await runningInstance())?.healthUrl ?? "";
  const isUp =
    healthUrl !== "" &&
    (await fetch(healthUrl, { signal: AbortSignal.timeout(10_000) }).then(
      (response) => response.ok,
      () => false,
    ));
  return [{ name: "practicum_up", labels: {}, value: isUp ? 1 : 0 }];
}

async function waitingGauges(
  { ask }: Operator,
  practice: Operator["practices"][number],
  service: string,
): Promise<readonly Gauge[]> {
  const waits = await ask(operations, service, practice, "opsStatus", {});
  const labels = { practice: practice.slug, service };
  return [
    { name: "practicum_events_unpublished", labels, value: waits.unpublished },
    { name: "practicum_event_lag_seconds", labels, value: waits.unpublishedSeconds },
    { name: "practicum_timers_due", labels, value: waits.timersDue },
    { name: "practicum_timers_late_seconds", labels, value: waits.timersLateSeconds },
    { name: "practicum_dead_letters", labels, value: waits.deadLetters },
  ];
}

async function diskGauges(): Promise<readonly Gauge[]> {
  const { freeBytes, totalBytes } = await diskSpace(paths.root);
  return [
    { name: "practicum_disk_free_bytes", labels: {}, value: freeBytes },
    { name: "practicum_disk_total_bytes", labels: {}, value: totalBytes },
  ];
}

async function backupGauges({ backups: { to } }: Settings, now: Date): Promise<readonly Gauge[]> {
  const newest = to === undefined ? undefined : (await backupsIn(to))[0];
  const drill = await lastDrill();
  const since = (at: Date) => (now.getTime() - at.getTime()) / 1000;
  return [
    ...(newest === undefined
      ? []
      : [{ name: "practicum_backup_age_seconds" as const, labels: {}, value: since(newest.at) }]),
    ...(drill === undefined
      ? []
      : [{ name: "practicum_drill_age_seconds" as const, labels: {}, value: since(new Date(drill.at)) }]),
  ];
}

async function certificateGauge({ web }: Settings, now: Date): Promise<readonly Gauge[]> {
  const { certificateFile, keyFile } = web;
  if (certificateFile === undefined || keyFile === undefined) return [];
  const judged = await judgeFiles({ certificateFile, keyFile }, [], now);
  if (!judged.ok) return [];
  const value = (judged.until.getTime() - now.getTime()) / 1000;
  return [{ name: "practicum_certificate_seconds_left", labels: {}, value }];
}
