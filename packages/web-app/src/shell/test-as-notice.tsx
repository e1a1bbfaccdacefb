import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useSession } from "../session/session-context.ts";
import { endTestAs } from "../session/test-as.ts";
import "./test-as-notice.css";

/** Says on every page that a role is tried on, and ends it. */
export function TestAsNotice() {
  const { testing } = useSession();
  const navigate = useNavigate();
  const before = useRef(testing);
  useEffect(() => {
    if (before.current === testing) return;
    const ended = testing === null;
    before.current = testing;
    // The role's own day begins where it begins for who has it.
    void navigate({ to: ended ? "/admin/roles" : "/" });
  }, [testing, navigate]);
  if (testing === null) return null;
  return (
    <div className="w-test-as p-no-print" role="status">
      <span>
        <b>Testing as {testing.label}.</b> You look and change nothing. You see no more than you may yourself, so what
        this role alone may open stays closed. The audit trail has your own name.
      </span>
      <Button size="compact-sm" variant="white" color="dark" onClick={endTestAs}>
        End the test
      </Button>
    </div>
  );
}
