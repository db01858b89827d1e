"""Names of models, as each eval tool writes them."""

from __future__ import annotations

import pytest

from advisor.files.model_names import split_model_name

TUNED = "ft:gpt-4o-mini-2024-07-18:org::abc"
NAMES = {
    # promptfoo: provider:interface:model
    "openai:gpt-4o-mini": ("openai", "gpt-4o-mini"),
    "openai:chat:gpt-4o": ("openai", "gpt-4o"),
    "openai:responses:gpt-5": ("openai", "gpt-5"),
    "openai:embedding:text-embedding-3-small": ("openai", "text-embedding-3-small"),
    f"openai:chat:{TUNED}": ("openai", TUNED),
    "anthropic:messages:claude-haiku-4-5": ("anthropic", "claude-haiku-4-5"),
    "azureopenai:chat:my-deployment": ("azure", "my-deployment"),
    "azure:chat:gpt-4o": ("azure", "gpt-4o"),
    "vertex:gemini-2.5-pro": ("google", "gemini-2.5-pro"),
    "google:gemini-2.5-flash": ("google", "gemini-2.5-flash"),
    "bedrock:anthropic.claude-3-5-sonnet-20241022-v2:0": ("aws", "anthropic.claude-3-5-sonnet-20241022-v2:0"),
    "bedrock:converse:us.amazon.nova-lite-v1:0": ("aws", "us.amazon.nova-lite-v1:0"),
    "togetherai:meta-llama/Llama-3-8b-chat-hf": ("together", "meta-llama/Llama-3-8b-chat-hf"),
    "openrouter:meta-llama/llama-3.3-70b-instruct:free": ("openrouter", "meta-llama/llama-3.3-70b-instruct:free"),
    "xai:grok-4": ("x-ai", "grok-4"),
    "cloudflare-ai:chat:@cf/meta/llama-3-8b-instruct": ("cloudflare", "@cf/meta/llama-3-8b-instruct"),
    # Inspect: provider/model, provider/cloud/model
    "openai/gpt-4o-mini": ("openai", "gpt-4o-mini"),
    "google/gemini-2.5-flash": ("google", "gemini-2.5-flash"),
    "openai/azure/gpt-4o": ("azure", "gpt-4o"),
    "anthropic/bedrock/anthropic.claude-v2:1": ("aws", "anthropic.claude-v2:1"),
    "google/vertex/gemini-2.5-flash": ("google", "gemini-2.5-flash"),
    "together/meta-llama/Llama-3-8b-chat-hf": ("together", "meta-llama/Llama-3-8b-chat-hf"),
    "openrouter/openai/gpt-4o": ("openrouter", "openai/gpt-4o"),
    "openai-api/deepseek/deepseek-chat": ("deepseek", "deepseek-chat"),
    "grok/grok-4": ("x-ai", "grok-4"),
    # LiteLLM, MLflow, LangSmith, and models' own names
    "vertex_ai/gemini-2.5-pro": ("google", "gemini-2.5-pro"),
    "litellm:fireworks_ai/accounts/fireworks/models/x": ("fireworks", "accounts/fireworks/models/x"),
    "openai:/gpt-4o": ("openai", "gpt-4o"),
    "gpt-4o": (None, "gpt-4o"),
    "  gpt-4o ": (None, "gpt-4o"),
    "models/gemini-2.5-pro": (None, "gemini-2.5-pro"),
    TUNED: ("openai", TUNED),
    "us.anthropic.claude-haiku-4-5-20251001-v1:0": ("aws", "us.anthropic.claude-haiku-4-5-20251001-v1:0"),
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0": ("aws", "amazon.nova-lite-v1:0"),
    "@cf/meta/llama-3-8b-instruct": ("cloudflare", "@cf/meta/llama-3-8b-instruct"),
    # what nobody knows stays as it is written
    "acme:gpt-4o": ("acme", "gpt-4o"),
    "meta-llama/Llama-3-8b": ("meta-llama", "Llama-3-8b"),
    "mockllm/model": ("mockllm", "model"),
    "python:stub.py": ("python", "stub.py"),
    "file://providers/stub.py": ("file", "providers/stub.py"),
    "echo": (None, "echo"),
    "/home/me/stub.py": (None, "/home/me/stub.py"),
    "openai:": (None, "openai:"),
    "openai://": (None, "openai://"),
    "": (None, ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_tells_who_serves_the_model_and_what_it_is_called_there(name: str) -> None:
    assert NAMES[name] == split_model_name(name)
