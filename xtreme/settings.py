"""Every setting, read top to bottom as plain look-ups in the environment.

With nothing set the product runs as the embedded demo. As soon as DATABASE_URL is set it is a production
installation: then it does not start without SECRET_KEY, ALLOWED_HOSTS and REDIS_URL. docs/configuration.md
lists the variables.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from xtreme import environment, navigation
from xtreme.embedded import addresses

BASE_DIR = Path(__file__).resolve().parent.parent
EMBEDDED = "DATABASE_URL" not in os.environ


def required(name: str, embedded: str) -> str:
    """The variable `name`; in the embedded demo `embedded` where it is unset. Raises ImproperlyConfigured."""
    value = os.environ.get(name) or (embedded if EMBEDDED else "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: with DATABASE_URL set this is a production installation.")
    return value


# The demo: filled data, known passwords, the page of sent mails. Never outside the embedded servers.
DEMO = EMBEDDED
DEMO_PASSWORD = "xtreme-demo"  # noqa: S105  known on purpose, see DEMO
DEBUG = os.environ.get("DEBUG", "") == "1"
SECRET_KEY = required("SECRET_KEY", embedded=addresses.secret_key())
# Keys of secrets at rest, the newest first: it encrypts, all decrypt (`manage.py rotate_secrets`). Unset: one made
# of SECRET_KEY, which then cannot be changed without losing them.
ENCRYPTION_KEYS = environment.encryption_keys(os.environ.get("ENCRYPTION_KEYS", ""), SECRET_KEY)
ALLOWED_HOSTS = required("ALLOWED_HOSTS", embedded="localhost,127.0.0.1,[::1],testserver").split(",")
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Where pages hear of changes: `python -m xtreme.live`, in production behind the same proxy. Empty: they do not.
LIVE_URL = os.environ.get(
    "LIVE_URL",
    f"http://localhost:{int(os.environ.get('PORT', '8000')) + 1}/live/" if EMBEDDED else "/live/",
)

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "xtreme.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "import_export",
    "anymail",
    "pgtrigger",
    "pghistory",
    "subscriptions",
    "subscriptions.sign_in",
    "subscriptions.audit",
    "subscriptions.looking",
    "subscriptions.personal_data",
    "notifications",
    "notifications.webhooks",
    "entitlements",
    "entitlements.knowledge",
    "entitlements.policies",
    "entitlements.renewal",
    "entitlements.special_events",
    "entitlements.downloads",
    "entitlements.briefings",
    "entitlements.programmes",
    "entitlements.community",
    "tickets",
    "tickets.duty",
    "tickets.dashboards",
    "tickets.desk",
    "tickets.mailbox",
    "tickets.consulting",
    "tickets.escalations",
    "tickets.phone",
    "tickets.remote_access",
    "tickets.saved_replies",
    "tickets.satisfaction",
    "tickets.advisory",
    "tickets.advisory.reviews",
    "tickets.advisory.upgrades",
    "xtreme.demo",
    "xtreme.isolation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "xtreme.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "xtreme.slashes.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "subscriptions.looking.middleware.SeeAsMiddleware",
    "subscriptions.middleware.PreferencesMiddleware",
    "subscriptions.sign_in.required.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "xtreme.offline.OfflineMiddleware",
    "subscriptions.middleware.RefusalMiddleware",
    "subscriptions.middleware.TenancyMiddleware",
    "subscriptions.sign_in.second_factor.SecondFactorMiddleware",
    "subscriptions.middleware.OnlyByFormMiddleware",
]

ROOT_URLCONF = "xtreme.urls"
WSGI_APPLICATION = "xtreme.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "xtreme.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "xtreme.templatetags.look",
            ],
            "libraries": {"look": "xtreme.templatetags.look", "each": "xtreme.templatetags.each"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xtreme.context.site",
            ],
        },
    },
]
FORM_RENDERER = "xtreme.forms.Renderer"

# PostgreSQL: the pool keeps connections between requests; each process has its own.
DATABASES = {
    "default": environment.database(required("DATABASE_URL", embedded=addresses.database_url()))
    | {"TEST": {"NAME": os.environ.get("TEST_DATABASE")}}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Valkey: broker (0) and cache (1). The cache may be away: pages go on from the database.
REDIS_URL = required("REDIS_URL", embedded=addresses.redis_url(0))
CACHES = {
    "default": {
        "BACKEND": "xtreme.cache.ForgivingCache",
        "LOCATION": os.environ.get("CACHE_URL") or environment.redis_database(REDIS_URL, 1),
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
SESSION_ENGINE = "subscriptions.sign_in.session_store"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# In a signed cookie: a message in the session would be a write of the session for each press.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

# Workers. A task is a nudge: what must not be lost is a row (outbox, milestones).
CELERY_BROKER_URL = environment.broker(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "max_retries": 0,  # of connecting before a nudge, at 2 and 4 seconds: people wait meanwhile
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_REDBEAT_REDIS_URL = REDIS_URL
CELERY_REDBEAT_LOCK_TIMEOUT = 15
CELERY_BEAT_MAX_LOOP_INTERVAL = 3
CELERY_BEAT_SCHEDULE = {
    "deliver what waits in the outbox": {"task": "notifications.tasks.deliver", "schedule": 10},
    "show what waits on devices": {"task": "notifications.tasks.push", "schedule": 10},
    "call webhooks": {"task": "notifications.webhooks.tasks.deliver", "schedule": 10},
    "forget old deliveries of webhooks": {"task": "notifications.webhooks.tasks.sweep", "schedule": 3600},
    "remind of targets and escalate missed ones": {"task": "tickets.tasks.remind", "schedule": 30},
    "page the agents on duty": {"task": "tickets.duty.tasks.page", "schedule": 15},
    "sum up the numbers of the lists": {"task": "tickets.tasks.sum_up_counts", "schedule": 15},
    "add up the sums of dashboards": {"task": "tickets.dashboards.tasks.add_up", "schedule": 60},
    "keep the words to search": {"task": "tickets.tasks.keep_words", "schedule": 15},
    "forget words of no incident": {"task": "tickets.tasks.forget_words", "schedule": 86_400},
    "move open incidents": {"task": "tickets.tasks.move_open_incidents", "schedule": 30},
    "follow changes of subscriptions": {"task": "tickets.tasks.follow_subscriptions", "schedule": 15},
    "follow the order of tiers": {"task": "tickets.tasks.follow_ranks", "schedule": 600},
    "follow when the heads hear": {"task": "tickets.tasks.follow_heads_hours", "schedule": 600},
    "remind of the end of subscriptions": {
        "task": "entitlements.renewal.tasks.remind_of_ends",
        "schedule": 600,
    },
    "tell of customers without an advisor": {
        "task": "entitlements.tasks.tell_of_missing_advisors",
        "schedule": 3600,
    },
    "publish articles that are due": {"task": "entitlements.knowledge.tasks.publish_due", "schedule": 30},
    "remind owners of articles": {"task": "entitlements.knowledge.tasks.remind_owners", "schedule": 3600},
    "watch special events": {"task": "entitlements.special_events.tasks.watch", "schedule": 300},
    "tell of releases": {"task": "entitlements.downloads.tasks.tell", "schedule": 60},
    "remind of rules that take effect": {"task": "entitlements.downloads.tasks.remind", "schedule": 3600},
    "forget uploads that broke off": {"task": "entitlements.downloads.tasks.sweep_uploads", "schedule": 3600},
    "forget videos that broke off": {"task": "entitlements.briefings.tasks.sweep_uploads", "schedule": 3600},
    "remind of call-backs": {"task": "tickets.phone.tasks.remind", "schedule": 30},
    "tell of fixes": {"task": "tickets.tasks.tell_of_fixes", "schedule": 60},
    "remind of interactive briefings": {"task": "entitlements.briefings.tasks.remind", "schedule": 60},
    "end seats without entitlement": {
        "task": "entitlements.briefings.tasks.release_lost",
        "schedule": 600,
    },
    "watch remote sessions": {"task": "tickets.remote_access.tasks.watch", "schedule": 20},
    "follow who has programmes and discounts": {
        "task": "entitlements.programmes.tasks.follow",
        "schedule": 600,
    },
    "tell of programmes": {"task": "entitlements.programmes.tasks.tell", "schedule": 60},
    "watch upgrades": {"task": "tickets.advisory.upgrades.tasks.watch", "schedule": 300},
    "forget old sign-ins": {"task": "subscriptions.sign_in.tasks.forget", "schedule": 3600},
    "seal the audit trail": {"task": "subscriptions.audit.tasks.seal", "schedule": 5},
    "sweep the audit trail": {"task": "subscriptions.audit.tasks.sweep", "schedule": 24 * 3600},
    "ask the scanner about held files": {"task": "tickets.tasks.scan_held", "schedule": 60},
    "take in mail": {"task": "tickets.mailbox.tasks.take_in", "schedule": 30},
    "make exports of data": {
        "task": "subscriptions.personal_data.tasks.make_exports",
        "schedule": 300,
    },
    "apply the rules of retention": {
        "task": "subscriptions.personal_data.tasks.apply_retention",
        "schedule": 24 * 3600,
    },
    "watch objections to hand-overs": {
        "task": "tickets.consulting.tasks.watch_objections",
        "schedule": 60,
    },
    "watch requests for escalation": {
        "task": "tickets.escalations.tasks.watch_requests",
        "schedule": 60,
    },
    "remind of tasks of action plans": {"task": "tickets.advisory.tasks.remind", "schedule": 600},
    "make activity reviews": {"task": "tickets.advisory.reviews.tasks.prepare", "schedule": 600},
    "tell of overdue reviews": {"task": "tickets.advisory.reviews.tasks.alarm", "schedule": 600},
    "finish reviews that were sent": {"task": "tickets.advisory.reviews.tasks.finish", "schedule": 60},
    "remind of silence and close": {"task": "tickets.tasks.close_silent", "schedule": 600},
}

# Mail
MAILERS = {"default": environment.mailer(required("EMAIL_URL", embedded=addresses.email_url()))}
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Xtreme Support <support@xtreme.example>")
REPLY_TO_EMAIL = os.environ.get("REPLY_TO_EMAIL", DEFAULT_FROM_EMAIL)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Mail in: piped to `manage.py take_mail`, or fetched from MAILBOX_URL. Unset: nothing is fetched.
MAILBOX_URL = os.environ.get("MAILBOX_URL", "")
# The mail server whose Authentication-Results are believed; empty: nobody's are.
MAILBOX_AUTHSERV = os.environ.get("MAILBOX_AUTHSERV", "")
# Whether answers to mail are taken in: then mails about an incident ask for them, at an address that says
# which.
REPLIES_ARE_READ = os.environ.get("REPLIES_ARE_READ", "1" if EMBEDDED or MAILBOX_URL else "0") == "1"
MAIL_BYTES = int(os.environ.get("MAIL_BYTES", 35 * 1024 * 1024))
# What mail services report by webhook: ANYMAIL_WEBHOOK_SECRET opens /anymail/, the others are the services'
# keys.
ANYMAIL = environment.prefixed(os.environ, "ANYMAIL_")
# How long a worker may hold the mails that it is about to send; a dead one's are taken over after it.
OUTBOX_LEASE_SECONDS = int(os.environ.get("OUTBOX_LEASE_SECONDS", "180"))

# The private key by which push services know this installation; unset, nothing is shown on people's devices.
VAPID_PRIVATE_KEY = os.environ.get("VAPID_PRIVATE_KEY", addresses.vapid_key() if EMBEDDED else "")
# Webhooks and push services: only public addresses over TLS are called, unless these say more.
WEBHOOKS_ALLOW_PRIVATE = environment.networks(os.environ.get("WEBHOOKS_ALLOW_PRIVATE", ""))
WEBHOOKS_ALLOW_HTTP = os.environ.get("WEBHOOKS_ALLOW_HTTP", "") == "1"
WEBHOOKS_PORTS = [int(port) for port in os.environ.get("WEBHOOKS_PORTS", "443,8443").split(",")]

# Files: served only through a check, never by the web server. In a folder, or in a bucket (STORAGE_URL).
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", addresses.state_dir() / "files"))
STORAGES = {
    "default": environment.storage(os.environ.get("STORAGE_URL", ""), MEDIA_ROOT),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "xtreme.static_files.Storage"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", addresses.state_dir() / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = EMBEDDED
WHITENOISE_AUTOREFRESH = DEBUG
ATTACHMENT_BYTES = 25 * 1024 * 1024
ATTACHMENTS_PER_MESSAGE = 10
ATTACHMENT_BYTES_A_DAY = int(os.environ.get("ATTACHMENT_BYTES_A_DAY", 5 * 1024**3))  # of one company
RELEASE_FILE_BYTES = int(os.environ.get("RELEASE_FILE_BYTES", 8 * 1024**3))  # of one file of a release
# Hosts whose video files are played in pages of briefings; other linked videos open elsewhere.
VIDEO_HOSTS = environment.parted(os.environ.get("VIDEO_HOSTS", "").lower())
# The scanner for malware: `tcp://host:3310` or `unix:///path/clamd.sock`. Empty: files are not scanned.
CLAMD_URL = os.environ.get("CLAMD_URL", "")
INCIDENTS_PER_MINUTE = int(
    os.environ.get("INCIDENTS_PER_MINUTE", "30")
)  # of one person; severity 1 always passes
COMMUNITY_POSTS_PER_MINUTE = int(os.environ.get("COMMUNITY_POSTS_PER_MINUTE", "5"))  # of one person
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "xtreme.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = None  # bounded by their size; ATTACHMENTS_PER_MESSAGE says how many are kept

# People
AUTH_USER_MODEL = "subscriptions.User"
AUTHENTICATION_BACKENDS = ["xtreme.accounts.Backend"]
PASSWORD_HASHERS = [
    "subscriptions.sign_in.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of older installations, until their people sign in
]
# NIST SP 800-63B: long, not known from a breach; no composition, no expiry. BREACH_CHECK=0: by the offline
# list alone.
PASSWORD_LENGTH = int(os.environ.get("PASSWORD_LENGTH", "15"))
BREACH_CHECK = os.environ.get("BREACH_CHECK", "0" if EMBEDDED else "1") == "1"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "subscriptions.sign_in.passwords.Length", "OPTIONS": {"min_length": PASSWORD_LENGTH}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "subscriptions.sign_in.passwords.OwnWords", "OPTIONS": {"words": ["xtreme", "support"]}},
    {"NAME": "subscriptions.sign_in.passwords.Breached"},
]
# Staff need a second factor, but in the embedded demo, which says so on every page.
SECOND_FACTOR_OF_STAFF = not DEMO
REAUTHENTICATE = True
NOTE_USE_OF_SESSIONS = True  # a statement every few minutes
AFTERWARDS_AT_ONCE = False  # for tests, which see no other transaction
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "xtreme.accounts.Adapter"
ACCOUNT_FORMS = {"reset_password": "subscriptions.sign_in.forms.ResetPassword"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Sign-ins by password are held back by subscriptions.sign_in.limits, which lets a company behind one address
# in; here stand acts of one account, codes of second factors (login_failed), and mails to one address.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "5/5m/key",
    "reset_password": "200/m/ip,5/10m/key",
    "reset_password_from_key": "200/m/ip",
    "signup": "20/m/ip",
}
MFA_FORMS = {
    "add_webauthn": "subscriptions.sign_in.forms.AddKey",
    "authenticate": "subscriptions.sign_in.forms.Authenticate",
    "reauthenticate": "subscriptions.sign_in.forms.Reauthenticate",
    "activate_totp": "subscriptions.sign_in.forms.ActivateCodes",
}
MFA_ADAPTER = "subscriptions.sign_in.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}  # nothing can be guessed there
SOCIALACCOUNT_ADAPTER = "subscriptions.sign_in.adapters.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another host is against our content policy
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SOCIALACCOUNT_STORE_TOKENS = False
# How many proxies in front add themselves to X-Forwarded-For: limits and sessions go by the address before
# them.
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("TRUSTED_PROXIES", os.environ.get("BEHIND_PROXY", "0") or "0")
)

# Language and time: stored in UTC, shown in the reader's zone (PreferencesMiddleware).
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("da", _("Danish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["xtreme.formats"]
TIME_ZONE = "UTC"

# The comparison of subscriptions is open to everybody unless this is 0.
PLANS_PUBLIC = os.environ.get("PLANS_PUBLIC", "1") != "0"

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["subscriptions.api.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "xtreme.problems.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Xtreme Support",
    "VERSION": "1",
    "DESCRIPTION": (
        "Retry with the same `submission` where there is one: it is done once. An incident has an `ETag`, "
        "which `If-Match` and `If-None-Match` may name; nothing else has one, and conditions by date "
        "(`If-Modified-Since`, `If-Unmodified-Since`) are not looked at."
    ),
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "xtreme.schema.complete"],
}

# Safety of pages: nothing inline, nothing from elsewhere.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "media-src": [
        CSP.SELF,
        *environment.storage_origins(STORAGES["default"]),
        *(f"https://{host}" for host in VIDEO_HOSTS),
    ],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *environment.origins(LIVE_URL)],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "xtreme.views.csrf_failure"
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if HTTPS:  # a browser takes these names over TLS only, for this host and every path
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEHIND_PROXY", "") == "1" else None
)

# Whom to tell of a hole (RFC 9116): `mailto:` or `https:` addresses parted by commas, and where the policy stands.
SECURITY_CONTACT = environment.parted(
    os.environ.get("SECURITY_CONTACT", "mailto:security@xtreme.example" if EMBEDDED else "")
)
SECURITY_POLICY = os.environ.get("SECURITY_POLICY", "")

LOGGING = environment.logging(os.environ.get("LOG_LEVEL", "WARNING" if EMBEDDED else "INFO"), lines=EMBEDDED)

# The admin's look and the order of its tables; what it may run in the browser is in xtreme/admin.py.
UNFOLD = navigation.UNFOLD
