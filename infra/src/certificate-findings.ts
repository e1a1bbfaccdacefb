import { stat } from "node:fs/promises";
import { ENDS_SOON_DAYS, judgeFiles } from "@practicum/gateway/certificate";
import type { Finding } from "./finding.ts";
import type { Settings } from "./settings-schema.ts";

const DAY_MS = 86_400_000;

/** What there is to say of the gateway's own certificate (GTW-111, GTW-113); nothing where it has none. */
export async function certificateFindings({ web }: Pick<Settings, "web">, now: Date): Promise<readonly Finding[]> {
  const { certificateFile, keyFile, publicOrigins } = web;
  if (certificateFile === undefined || keyFile === undefined) return [];
  const hosts = publicOrigins.map((origin) => new URL(origin).hostname);
  const judged = await judgeFiles({ certificateFile, keyFile }, hosts, now);
  if (!judged.ok)
    return [
      {
        what: `The certificate is not taken: ${judged.why}`,
        remedy: `Put a pair that belongs together into ${certificateFile} and ${keyFile}. It is taken within seconds; until then the one before is shown.`,
      },
    ];
  return [aboutTime(judged, now), ...(await aboutKey(keyFile))];
}

function aboutTime({ until, state }: { until: Date; state: "ok" | "ends-soon" | "ended" }, now: Date): Finding {
  const day = until.toISOString().slice(0, 10);
  const days = Math.floor((until.getTime() - now.getTime()) / DAY_MS);
  const remedy =
    "Have it renewed, and put the new pair in the place of the old: it is taken within seconds, nothing is started again.";
  if (state === "ended") return { what: `The certificate ended on ${day}: browsers let nobody in`, remedy };
  if (state === "ends-soon") return { what: `The certificate ends on ${day}, in ${days} days`, remedy };
  return { what: `The certificate is good until ${day}; from ${ENDS_SOON_DAYS} days before it is told here` };
}

async function aboutKey(keyFile: string): Promise<readonly Finding[]> {
  if (process.platform === "win32") return [];
  const { mode } = await stat(keyFile);
  return (mode & 0o007) === 0
    ? []
    : [{ what: "Everybody on this machine can read the certificate's key", remedy: `chmod o= ${keyFile}` }];
}
