import type { Finding } from "../finding.ts";
import { asOperator } from "../operator.ts";
import { waitingFindings } from "../waiting-findings.ts";
import { step } from "./step.ts";

/** Asks every service what waits for too long, in a process that gives back what the asking needs. */
await step<object, readonly Finding[]>(() => asOperator(waitingFindings));
