// Lets better-sqlite3 13, which is written for Node-API 10, be compiled for Node-API 9 (Electron before 35).
//
// Of what Node-API 10 added, the addon uses one thing: references to values that are no objects (its table of strings
// that serve as property names, and the start value of an aggregate). Node-API 9 can hold objects only. So the two kinds
// of reference that may hold such a value, Reference<String> and Reference<Value>, keep it as the only element of an
// array. References to functions and other objects stay as they are and cost nothing. The compiler reads this file
// before the addon's own sources (-include).
#pragma once
#include <napi.h>

namespace Napi {
namespace string_references {

inline napi_ref Keep(napi_env env, napi_value value, uint32_t count) {
	napi_value holder;
	napi_ref reference = nullptr;
	napi_status status = napi_create_array_with_length(env, 1, &holder);
	if (status == napi_ok) status = napi_set_element(env, holder, 0, value);
	if (status == napi_ok) status = napi_create_reference(env, holder, count, &reference);
	if (status != napi_ok) Error::Fatal("string-references", "a value could not be kept");
	return reference;
}

inline napi_value Kept(napi_env env, napi_ref reference) {
	napi_value holder;
	napi_value value = nullptr;
	napi_status status = napi_get_reference_value(env, reference, &holder);
	if (status == napi_ok && holder != nullptr) status = napi_get_element(env, holder, 0, &value);
	if (status != napi_ok) Error::Fatal("string-references", "a kept value could not be read");
	return value;
}

}  // namespace string_references

// The kinds are named in full: inside Reference, 'Value' is the function.
#define KEEP_IN_ARRAY(KIND)                                                                         \
	template <>                                                                                       \
	inline Reference<KIND> Reference<KIND>::New(const KIND& value, uint32_t count) {                  \
		if (value.IsEmpty()) return Reference<KIND>(value.Env(), nullptr);                              \
		return Reference<KIND>(value.Env(), string_references::Keep(value.Env(), value, count));        \
	}                                                                                                 \
	template <>                                                                                       \
	inline void Reference<KIND>::Reset(const KIND& value, uint32_t count) {                           \
		Reset();                                                                                        \
		_env = value.Env();                                                                             \
		if (!value.IsEmpty()) _ref = string_references::Keep(_env, value, count);                       \
	}                                                                                                 \
	template <>                                                                                       \
	inline KIND Reference<KIND>::Value() const {                                                      \
		return KIND(_env, _ref == nullptr ? nullptr : string_references::Kept(_env, _ref));             \
	}

KEEP_IN_ARRAY(::Napi::String)
KEEP_IN_ARRAY(::Napi::Value)

#undef KEEP_IN_ARRAY

}  // namespace Napi
