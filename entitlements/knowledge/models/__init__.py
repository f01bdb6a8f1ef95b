"""The knowledge base: articles with their texts in each language and every revision of them, what readers say of
them, their pictures."""

from entitlements.knowledge.models.acts import Act, ArticleAct
from entitlements.knowledge.models.articles import (
    Article,
    ArticleCustomer,
    ArticleProduct,
    Kind,
    State,
    Visibility,
)
from entitlements.knowledge.models.feedback import AffectedCompany, Vote
from entitlements.knowledge.models.pictures import Picture
from entitlements.knowledge.models.rules import KnowledgeRules
from entitlements.knowledge.models.texts import ArticleText, Language, Revision

__all__ = [
    "Act",
    "AffectedCompany",
    "Article",
    "ArticleAct",
    "ArticleCustomer",
    "ArticleProduct",
    "ArticleText",
    "Kind",
    "KnowledgeRules",
    "Language",
    "Picture",
    "Revision",
    "State",
    "Visibility",
    "Vote",
]
