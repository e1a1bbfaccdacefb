import { Button } from "@mantine/core";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useSession } from "../session/session-context.ts";
import { useDock } from "./dock/dock-context.ts";

/** Says until when one goes on without a second factor that the practice asks for. */
export function FactorNotice() {
  const { factorDue, timeZone } = useSession();
  const dock = useDock();
  if (!factorDue) return null;
  const due = `${formatDate(dateIn(factorDue, timeZone))} ${formatTime(timeIn(factorDue, timeZone))}`;
  return (
    <Notice tone="warn" role="status">
      <strong>Your practice asks for a second factor.</strong> Set it up before {due}; after that, signing in begins
      with it.{" "}
      <Button size="compact-sm" variant="default" onClick={() => dock.open("account")}>
        Set it up
      </Button>
    </Notice>
  );
}
