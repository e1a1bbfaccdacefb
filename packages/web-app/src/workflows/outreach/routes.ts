import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { rootRoute } from "../../app/root-route.tsx";

const campaigns = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach",
  component: lazyPage(async () => (await import("./campaigns-page.tsx")).CampaignsPage),
});

const newCampaign = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/new",
  component: lazyPage(async () => (await import("./new-campaign-page.tsx")).NewCampaignPage),
});

const calls = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/$campaignId/calls",
  component: lazyPage(async () => (await import("./calls-page.tsx")).CallsPage),
});

const people = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/$campaignId/people",
  component: lazyPage(async () => (await import("./people-page.tsx")).PeoplePage),
});

const rosters = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/$campaignId/rosters",
  component: lazyPage(async () => (await import("./rosters-page.tsx")).RostersPage),
});

const rules = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/$campaignId/rules",
  component: lazyPage(async () => (await import("./rules-page.tsx")).RulesPage),
});

const recalls = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/recalls",
  component: lazyPage(async () => (await import("./recalls/recalls-page.tsx")).RecallsPage),
});

const recallRules = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/recalls/rules",
  component: lazyPage(async () => (await import("./recalls/recall-rules-page.tsx")).RecallRulesPage),
});

const newRecallRule = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/recalls/rules/new",
  component: lazyPage(async () => (await import("./recalls/recall-rule-page.tsx")).NewRecallRulePage),
});

const recallRule = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/recalls/rules/$ruleId",
  component: lazyPage(async () => (await import("./recalls/recall-rule-page.tsx")).RecallRulePage),
});

const announcements = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/announcements",
  component: lazyPage(async () => (await import("./announcements/announcements-page.tsx")).AnnouncementsPage),
});

const newAnnouncement = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/announcements/new",
  component: lazyPage(async () => (await import("./announcements/new-announcement-page.tsx")).NewAnnouncementPage),
});

const announcement = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outreach/announcements/$announcementId",
  component: lazyPage(async () => (await import("./announcements/announcement-page.tsx")).AnnouncementPage),
});

export const outreachRoutes = [
  campaigns,
  newCampaign,
  calls,
  people,
  rosters,
  rules,
  recalls,
  recallRules,
  newRecallRule,
  recallRule,
  announcements,
  newAnnouncement,
  announcement,
];
