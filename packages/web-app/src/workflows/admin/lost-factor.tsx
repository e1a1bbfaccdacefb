import { Button, Stack } from "@mantine/core";
import { describeError, errorTexts } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";

/** Who lost the authenticator can't sign in: two persons end it, and the person sets up another. Shown where there is one. */
export function LostFactor({ staffId }: { readonly staffId: string }) {
  const trpc = useTRPC();
  const signIns = useQuery(trpc.identity.listSignIns.queryOptions({}));
  const reset = useCommand("identity", "resetSecondFactor");
  const [state, setState] = useState<"idle" | "waits" | "done">("idle");
  const [problem, setProblem] = useState<string | null>(null);
  if (signIns.isError)
    return (
      <Notice tone="danger" role="alert">
        Whether the person has an authenticator could not be told: {errorText(signIns.error)}
      </Notice>
    );
  const has = signIns.data?.some((one) => one.staffId === staffId && one.twoFactor) ?? false;
  if (!has && state !== "done") return null;
  const end = async () => {
    setProblem(null);
    const result = await reset.run({ staffId });
    if (!result.ok) return setProblem(describeError(result.error));
    await reset.refresh();
    setState(result.value.waits ? "waits" : "done");
  };
  return (
    <Stack gap="xs" className="w-panel">
      <b>Authenticator and passkeys</b>
      <span className="a-dim">
        Where they are lost: end them. The person is signed out everywhere, signs in with the password, and sets up
        others.
      </span>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      {state === "waits" && (
        <Notice tone="warn" role="status">
          {errorTexts["second-person"]}
        </Notice>
      )}
      {state === "done" ? (
        <output>It is ended.</output>
      ) : (
        <Button variant="default" size="xs" w="fit-content" loading={reset.pending} onClick={() => void end()}>
          End the lost authenticator
        </Button>
      )}
    </Stack>
  );
}
