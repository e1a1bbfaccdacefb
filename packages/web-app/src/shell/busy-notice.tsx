import { Notice } from "@practicum/ui/states.tsx";
import { useSyncExternalStore } from "react";
import { busy } from "../api/busy.ts";

/** Says that calls wait for their turn, as long as one does. Nobody need do anything. */
export function BusyNotice() {
  const waiting = useSyncExternalStore(busy.listen, busy.count);
  if (waiting === 0) return null;
  return (
    <Notice tone="warn" role="status">
      <strong>The server has much to do.</strong> {waiting === 1 ? "One request waits" : `${waiting} requests wait`} and
      will be tried again without you. What you typed is kept.
    </Notice>
  );
}
