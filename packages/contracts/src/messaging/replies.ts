import { z } from "zod";
import { event } from "../operation.ts";
import { id } from "../schema.ts";

/** A patient answered the reminder of a visit by text message. */
export const visitAnswered = event(
  "messaging.visit-answered.v1",
  z.object({ appointmentId: id("appointment"), patientId: id("patient"), answer: z.enum(["confirmed"]) }),
  (p) => ({ appointmentId: p.appointmentId, patientId: p.patientId }),
  "message.read",
  [],
);
