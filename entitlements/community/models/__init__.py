"""The community: what everybody in it sees, and behind the wall who is who. One concept a file."""

from entitlements.community.models.groups import Group, GroupMembership, Way
from entitlements.community.models.members import Member, Profile
from entitlements.community.models.moderation import Act, Moderation, Report, Revision
from entitlements.community.models.posts import BODY, TITLE, Answer, Question
from entitlements.community.models.taking_part import Following, Vote

__all__ = [
    "BODY",
    "TITLE",
    "Act",
    "Answer",
    "Following",
    "Group",
    "GroupMembership",
    "Member",
    "Moderation",
    "Profile",
    "Question",
    "Report",
    "Revision",
    "Vote",
    "Way",
]
