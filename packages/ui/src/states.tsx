import { Button, Skeleton, Stack } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { useOnline } from "./use-online.ts";

/** Nothing here, why, and what to do next. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="p-empty">
      <strong>{title}</strong>
      {children && <span>{children}</span>}
      {action}
    </div>
  );
}

interface ErrorStateProps {
  /** What failed, named: "The schedule of 11/22/2026". */
  readonly what: string;
  readonly message: string;
  readonly onRetry?: () => void;
}

/** Something failed, in place, with its name and a way to try again. Never shown as "none". */
export function ErrorState({ what, message, onRetry }: ErrorStateProps) {
  return (
    <Notice tone="danger" role="alert">
      <strong>{what} could not be loaded.</strong> {message}
      {onRetry && (
        <div style={{ marginTop: 6 }}>
          <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </Notice>
  );
}

/** A skeleton, after 150 ms: what is quick never flickers. Without a network it says so instead. */
export function LoadingState({ rows = 6, label = "Loading" }: { readonly rows?: number; readonly label?: string }) {
  const [visible, setVisible] = useState(false);
  const online = useOnline();
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!online)
    return (
      <Notice tone="warn" role="status">
        <strong>No network.</strong> This was not loaded before. It comes by itself when the network is back; what you
        typed is kept.
      </Notice>
    );
  return (
    <div role="status" aria-label={label} style={{ minHeight: 36 }}>
      {visible && (
        <Stack gap={8} p={4}>
          {Array.from({ length: rows }, (_, index) => (
            <Skeleton key={index} height={24} radius="sm" width={index % 3 === 2 ? "80%" : "100%"} />
          ))}
        </Stack>
      )}
    </div>
  );
}

export type NoticeTone = "danger" | "warn" | "ok" | "info";

const noticeIcons = {
  danger: IconAlertTriangle,
  warn: IconAlertTriangle,
  ok: IconCircleCheck,
  info: IconInfoCircle,
} as const;

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly children: ReactNode;
  readonly role?: "alert" | "status";
  /** Keeps a distance from what follows. */
  readonly mb?: boolean;
}

/** A sentence that needs attention, in place. */
export function Notice({ tone, children, role, mb = false }: NoticeProps) {
  const Glyph = noticeIcons[tone];
  return (
    <div className="p-notice" data-tone={tone} role={role} style={mb ? { marginBottom: 12 } : undefined}>
      <Glyph size={18} aria-hidden />
      <div style={{ minWidth: 0, flex: 1 }}>{children}</div>
    </div>
  );
}
