import { operations } from "@practicum/contracts/operations";
import type { Finding } from "./finding.ts";
import type { Operator } from "./operator.ts";
import { SERVICES } from "./service-names.ts";

/** An event is with its consumers within a second, and a timer fires when it is due; later than this something is in the way. */
const LATE_SECONDS = 300;

/** What failed too often or waits for too long, by practice and service (SVC-46); nothing where all is well. */
export async function waitingFindings({ practices, ask }: Operator): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const practice of practices) {
    for (const service of SERVICES) {
      const { unpublished, unpublishedSeconds, timersDue, timersLateSeconds, deadLetters } = await ask(
        operations,
        service,
        practice,
        "opsStatus",
        {},
      );
      if (deadLetters > 0)
        findings.push({
          practice: practice.slug,
          what: `${practice.name}: ${deadLetters} in ${service} failed too often`,
          remedy: "`npm run practicum -- dead-letters` shows them, `dead-letters replay` tries again.",
        });
      if (unpublished > 1000 || unpublishedSeconds > LATE_SECONDS)
        findings.push({
          practice: practice.slug,
          what: `${practice.name}: ${unpublished} events of ${service} wait to be published, the oldest for ${unpublishedSeconds} s`,
          remedy: "NATS is away or slow: see whether it runs, and whether its disk has room.",
        });
      // At a paused practice they are meant to wait.
      if (timersLateSeconds > LATE_SECONDS && practice.paused !== true)
        findings.push({
          practice: practice.slug,
          what: `${practice.name}: ${timersDue} timers of ${service} are late, the first by ${timersLateSeconds} s`,
          remedy: `See the log of ${service}: its database is away or slow, or the disk is full.`,
        });
    }
  }
  return findings;
}
