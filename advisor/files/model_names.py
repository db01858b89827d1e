"""Names of models as eval tools write them, taken apart into who serves the model and what it is called there."""

from __future__ import annotations

import re
from typing import Final

PROVIDERS: Final = {
    "openai": "openai",
    "openai-chat-completions": "openai",
    "openai-completions": "openai",
    "azure": "azure",
    "azureai": "azure",
    "azureopenai": "azure",
    "azure_openai": "azure",
    "azure_ai": "azure",
    "anthropic": "anthropic",
    "anthropic-chat": "anthropic",
    "google": "google",
    "google_genai": "google",
    "google_vertexai": "google",
    "googleai": "google",
    "gemini": "google",
    "palm": "google",
    "vertex": "google",
    "vertex_ai": "google",
    "vertexai": "google",
    "bedrock": "aws",
    "bedrock_converse": "aws",
    "amazon_bedrock": "aws",
    "aws": "aws",
    "mistral": "mistral",
    "mistralai": "mistral",
    "together": "together",
    "together-ai": "together",
    "together_ai": "together",
    "togetherai": "together",
    "fireworks": "fireworks",
    "fireworks-ai": "fireworks",
    "fireworks_ai": "fireworks",
    "openrouter": "openrouter",
    "groq": "groq",
    "grok": "x-ai",
    "xai": "x-ai",
    "x-ai": "x-ai",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "perplexity": "perplexity",
    "cerebras": "cerebras",
    "databricks": "databricks",
    "cloudflare": "cloudflare",
    "cloudflare-ai": "cloudflare",
    "cf": "cloudflare",
    "moonshot": "moonshotai",
    "moonshotai": "moonshotai",
    "voyage": "voyageai",
    "voyageai": "voyageai",
}
"""The provider's id in the price list, by what eval tools and client libraries call it."""

GATEWAYS: Final = frozenset({"litellm", "portkey", "openai-api", "helicone"})
"""They pass requests on: what stands behind them is itself the name of a provider and a model."""

UNPRICED: Final = frozenset(
    {
        "browser",
        "docker",
        "echo",
        "exec",
        "file",
        "hf",
        "http",
        "https",
        "javascript",
        "js",
        "llama-cpp-python",
        "llama.cpp",
        "llamafile",
        "lmstudio",
        "localai",
        "manual-input",
        "mcp",
        "mockllm",
        "none",
        "ollama",
        "package",
        "python",
        "ruby",
        "sequence",
        "sglang",
        "simulated-user",
        "transformers",
        "vllm",
        "webhook",
        "websocket",
        "ws",
    }
)
"""Stubs, scripts and servers of one's own: no price list can know what they cost."""

_CALLS: Final = frozenset(
    {
        "chat",
        "completion",
        "completions",
        "converse",
        "embedding",
        "embeddings",
        "image",
        "live",
        "messages",
        "realtime",
        "responses",
        "text",
    }
)
"""Which of a provider's interfaces is called; promptfoo writes it between the provider and the model."""

_HOSTS: Final = frozenset({"azure", "bedrock", "vertex"})
"""Clouds that serve the models of another; Inspect writes them between that one and the model."""

_BEDROCK: Final = re.compile(
    r"(?:[a-z-]+\.)?(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen)\.[\w.-]+"
)


def split_model_name(name: str) -> tuple[str | None, str]:
    """Who serves the model, and its name there.

    `openai:chat:gpt-4o` is `("openai", "gpt-4o")`, `ft:gpt-4o-mini-2024-07-18:org::abc` stays whole. The provider is
    the price list's id where it is known, as written where it is not, and None where none is named.
    """
    name = name.strip()
    start = name.lower()
    if start.startswith("ft:"):
        return "openai", name
    if start.startswith("@cf/"):
        return "cloudflare", name
    if start.startswith("accounts/fireworks/"):
        return "fireworks", name
    if start.startswith("arn:aws:bedrock:"):
        return "aws", name.rsplit("/", 1)[-1]
    if _BEDROCK.match(start):
        return "aws", name
    head, mark, rest = _part(name)
    written = head.lower()
    if not head or not rest.strip("/"):
        return None, name
    if written == "models":
        return None, rest.lstrip("/")
    if written in GATEWAYS:
        return split_model_name(rest)
    provider = PROVIDERS.get(written, written)
    if mark == "/":
        host, _, there = rest.partition("/")
        return (PROVIDERS[host], there) if host in _HOSTS and there else (provider, rest)
    call, _, called = rest.partition(":")
    while called and call.lower() in _CALLS:
        rest = called
        call, _, called = rest.partition(":")
    return provider, rest.lstrip("/")


def _part(name: str) -> tuple[str, str, str]:
    """The text before the first `:` or `/`, that mark, and the text behind it."""
    found = re.search("[:/]", name)
    return (name[: found.start()], found.group(), name[found.end() :]) if found else (name, "", "")
